"""Companies and people for programs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from joinery.customers.queries import companies_for, people_for
from joinery.web.api.cursors import Page, cut
from joinery.web.api.keys import may_read, owner_of
from joinery.web.api.shapes.common import ON_LISTS, ON_ONE
from joinery.web.api.shapes.records import Companies, CompanyShape, People, PersonShape

router = Router(tags=["customers"])


@router.get("companies", auth=may_read, response={200: Companies, **ON_LISTS}, operation_id="list_companies")
def companies(request: HttpRequest, page: Query[Page]) -> Any:
    return cut(companies_for(owner_of(request)), page, "companies", CompanyShape.of)


@router.get("companies/{company_id}", auth=may_read, response={200: CompanyShape, **ON_ONE}, operation_id="get_company")
def company(request: HttpRequest, company_id: str) -> Any:
    return CompanyShape.of(get_object_or_404(companies_for(owner_of(request)), public_id=company_id))


@router.get("people", auth=may_read, response={200: People, **ON_LISTS}, operation_id="list_people")
def people(request: HttpRequest, page: Query[Page]) -> Any:
    return cut(people_for(owner_of(request)), page, "people", PersonShape.of)


@router.get("people/{person_id}", auth=may_read, response={200: PersonShape, **ON_ONE}, operation_id="get_person")
def person(request: HttpRequest, person_id: str) -> Any:
    return PersonShape.of(get_object_or_404(people_for(owner_of(request)), public_id=person_id))
