"""Where the desk's pages are."""

from joinery.web.desk.addresses import blueprints, calls, delivery, records, rooms

app_name = "desk"
urlpatterns = [
    *records.urlpatterns,
    *calls.urlpatterns,
    *rooms.urlpatterns,
    *blueprints.urlpatterns,
    *delivery.urlpatterns,
]
