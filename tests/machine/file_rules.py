"""Files are brought by both sides, shown, fetched, taken back, swept away."""

from __future__ import annotations

from datetime import timedelta

import hypothesis.strategies as st
from actors import ANY, PICK, Actors
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis.stateful import precondition, rule

from joinery.gateways.storage import keep_bytes, path_of
from joinery.rooms.files import sweep_files
from joinery.rooms.models import FileVersion

FETCHES = st.sampled_from(["ana", "dora", "piet", "emil", "sam", "nobody"])


class FileRules(Actors):
    def version(self, number: int) -> FileVersion:
        rows = list(FileVersion.objects.order_by("id"))
        return rows[number % len(rows)]

    @rule(who=ANY, number=PICK)
    def bring(self, who: str, number: int) -> None:
        before = FileVersion.objects.count()
        upload = SimpleUploadedFile(f"paper{number}.txt", f"Paper {number} of {who}".encode())
        self.post(who, ("room_files", self.house.astoria.public_id), ("files",), file=upload)
        assert FileVersion.objects.count() == before + self.is_inside(who), "21: brought and not there"
        if self.is_inside(who):
            self.fetch("dora", -1)  # ours is not hers before it is shown

    @precondition(lambda self: FileVersion.objects.exists())
    @rule(number=PICK)
    def show(self, number: int) -> None:
        args = [self.house.astoria.public_id, self.version(number).public_id]
        self.house.post("ana", reverse("desk:room_version_sharing", args=args))

    @precondition(lambda self: FileVersion.objects.exists())
    @rule(who=ANY, number=PICK)
    def take_back(self, who: str, number: int) -> None:
        file = self.version(number).file
        address = reverse("desk:room_file_away", args=[self.house.astoria.public_id, file.public_id])
        if who in ("dora", "piet"):
            address = self.house.in_room("file_away", file.public_id)
        self.house.post(who, address)

    @precondition(lambda self: FileVersion.objects.exists())
    @rule(who=FETCHES, number=PICK)
    def fetch(self, who: str, number: int) -> None:
        """Seen by a guest if and only if it is shown, not taken back, and they are inside; by ours until taken back."""
        version = self.version(number)
        address = self.house.in_room("version", version.public_id)
        if who in ("ana", "sam"):
            address = reverse("desk:room_version", args=[self.house.astoria.public_id, version.public_id])
        answer = self.house.clients[who].get(address)
        may = {"ana": True, "dora": version.shared_at, "piet": version.shared_at and self.is_inside("piet")}.get(who)
        is_there = bool(may) and version.file.withdrawn_at is None
        assert (answer.status_code == 200) == is_there, f"21: {who} and a file: {answer.status_code}"
        if is_there:
            assert b"".join(answer) == path_of(version.place).read_bytes()  # type: ignore[arg-type]

    @rule(hours=st.sampled_from([1, 25]))
    def sweep(self, hours: int) -> None:
        """An upload that broke off before its row was written goes after a day, and nothing else does."""
        if not FileVersion.objects.exists():
            self.bring("ana", hours)
        broken = path_of(keep_bytes(b"broken off"))
        sweep_files(now=timezone.now() + timedelta(hours=hours))
        assert broken.exists() == (hours < 24), "21: what no row names goes after a day, and not before"
        broken.unlink(missing_ok=True)
