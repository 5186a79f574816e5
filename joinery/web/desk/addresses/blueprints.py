"""Addresses of blueprints on the desk."""

from django.urls import URLPattern, URLResolver, path

from joinery.web.desk.views import blueprint, blueprint_versions, blueprints, plan_steps, signing

urlpatterns: list[URLPattern | URLResolver] = [
    path("opportunities/<str:public_id>/blueprint/", blueprints.new, name="blueprint_new"),
    path("blueprints/", blueprints.blueprints, name="blueprints"),
    path("blueprints/<str:public_id>/", blueprint.blueprint, name="blueprint"),
    path("blueprints/<str:public_id>/newer/", blueprint.newer, name="blueprint_newer"),
    path("blueprints/<str:public_id>/name/", blueprint.name, name="blueprint_name"),
    path("blueprints/<str:public_id>/level/", blueprint.level, name="blueprint_level"),
    path("blueprints/<str:public_id>/showing/", blueprint.showing, name="blueprint_showing"),
    path("blueprints/<str:public_id>/away/", blueprints.away, name="blueprint_away"),
    path("blueprints/<str:public_id>/steps/", blueprint.steps, name="blueprint_steps"),
    path("blueprints/<str:public_id>/versions/", blueprint_versions.versions, name="blueprint_versions"),
    path("blueprints/<str:public_id>/versions/<int:number>/", blueprint_versions.version, name="blueprint_version"),
    path("blueprints/<str:public_id>/versions/<int:number>/plan.pdf", blueprint_versions.paper, name="blueprint_paper"),
    path("blueprints/<str:public_id>/signing/", signing.signing, name="blueprint_signing"),
    path("blueprints/<str:public_id>/signers/", signing.signers, name="blueprint_signers"),
    path("blueprints/<str:public_id>/offer/", signing.offer, name="blueprint_offer"),
    path("blueprints/<str:public_id>/signature/", signing.signature, name="blueprint_signature"),
    path("steps/<str:public_id>/", plan_steps.step, name="plan_step"),
    path("steps/<str:public_id>/day/", plan_steps.day, name="plan_step_day"),
    path("steps/<str:public_id>/deeds/", plan_steps.deeds, name="plan_step_deeds"),
    path("steps/<str:public_id>/concerns/", plan_steps.concerns, name="plan_step_concerns"),
    path("concerns/<str:public_id>/", plan_steps.concern, name="plan_concern"),
]
