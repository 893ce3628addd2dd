"""Suggestions as data: Open311 GeoReport v2, GeoJSON, CSV, RSS. Never a name, a contact or a complaint.

§ suggestions-21
"""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from django.utils.feedgenerator import Rss201rev2Feed

from tadafor.kernel.clock import CASABLANCA, start_of
from tadafor.suggestions.queries import Category, Suggestion
from tadafor.ui.documents.spreadsheets import csv_line, safe

LICENCE = "CC BY 4.0"
COLUMNS = (
    "number",
    "kind",
    "category",
    "title",
    "state",
    "neighbourhood",
    "place",
    "latitude",
    "longitude",
    "received_on",
    "due_on",
    "answered_on",
    "service",
    "supports",
    "rating",
    "address",
)
# GeoReport knows two states; ours is told in status_notes.
OPEN, CLOSED = "open", "closed"


# ---- Open311 GeoReport v2 (wiki.open311.org/GeoReport_v2): the reading half


def service(one: Category) -> dict[str, Any]:
    """Return one category as a GeoReport service."""
    return {
        "service_code": one.code,
        "service_name": one.name,
        "description": one.description,
        "metadata": False,
        "type": "realtime",
        "keywords": "",
        "group": "",
    }


def request(one: Suggestion, address: str, picture: str = "") -> dict[str, Any]:
    """Return one suggestion as a GeoReport request; times carry their offset, as W3C and RFC 3339 want."""
    where = ", ".join(part for part in (one.place, one.neighbourhood and one.neighbourhood.name) if part)
    return {
        "service_request_id": str(one.number),
        "status": OPEN if one.is_open else CLOSED,
        "status_notes": one.state_word,
        "service_name": one.category.name,
        "service_code": one.category.code,
        "description": one.body,
        "agency_responsible": one.service.name if one.service else "",
        "service_notice": "",
        "requested_datetime": _moment(one.written_at),
        "updated_datetime": _moment(one.changed_at),
        "expected_datetime": _moment(start_of(one.due_on)),
        "address": where,
        "address_id": "",
        "zipcode": "",
        "lat": float(one.latitude) if one.latitude is not None else None,
        "long": float(one.longitude) if one.longitude is not None else None,
        "media_url": picture,
        "url": address,
    }


def _moment(when: datetime) -> str:
    return when.astimezone(CASABLANCA).isoformat(timespec="seconds")


def as_json(rows: list[dict[str, Any]]) -> str:
    return json.dumps(rows, ensure_ascii=False, indent=1)


def as_xml(root: str, each: str, rows: Iterable[dict[str, Any]]) -> bytes:
    """Return rows in the XML of GeoReport: booleans in lower case, nothing for what is not known."""
    top = Element(root)
    for row in rows:
        item = SubElement(top, each)
        for name, value in row.items():
            SubElement(item, name).text = _text(value)
    return bytes(tostring(top, encoding="utf-8", xml_declaration=True))


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def error(code: int, description: str) -> list[dict[str, Any]]:
    return [{"code": code, "description": description}]


# ---- GeoJSON, CSV, RSS


def row(one: Suggestion, address: str) -> dict[str, Any]:
    """Return one suggestion as a row."""
    return {
        "number": one.number,
        "kind": one.kind,
        "category": safe(one.category.name),
        "title": safe(one.title),
        "state": one.state,
        "neighbourhood": safe(one.neighbourhood.name) if one.neighbourhood else "",
        "place": safe(one.place),
        "latitude": one.latitude,
        "longitude": one.longitude,
        "received_on": one.received_on.isoformat(),
        "due_on": one.due_on.isoformat(),
        "answered_on": one.answered_on.isoformat() if one.answered_on else "",
        "service": safe(one.service.name) if one.service else "",
        "supports": one.supports_count,
        "rating": one.rating,
        "address": address,
    }


def as_csv(rows: Iterable[dict[str, Any]]) -> str:
    lines = [csv_line(COLUMNS), *(csv_line([one[name] for name in COLUMNS]) for one in rows)]
    return "\ufeff" + "".join(lines)


def as_geojson(rows: Iterable[dict[str, Any]]) -> str:
    """Return the rows with a point as features, longitude first (RFC 7946); the others have no geometry."""
    features = []
    for one in rows:
        point = (
            {"type": "Point", "coordinates": [float(one["longitude"]), float(one["latitude"])]}
            if (one["latitude"] is not None)
            else None
        )
        told = {name: one[name] for name in COLUMNS if name not in {"latitude", "longitude"}}
        features.append({"type": "Feature", "id": one["number"], "geometry": point, "properties": told})
    found = {"type": "FeatureCollection", "licence": LICENCE, "features": features}
    return json.dumps(found, ensure_ascii=False)


def as_rss(title: str, link: str, things: Iterable[tuple[Suggestion, str]], language: str) -> str:
    """Return the newest of a category for who reads them elsewhere."""
    feed = Rss201rev2Feed(title=title, link=link, description=title, language=language, feed_url=link)
    for one, address in things:
        feed.add_item(
            title=f"{one.number} · {one.title}",
            link=address,
            description=f"{one.state_word}. {one.excerpt}",
            unique_id=address,
            pubdate=one.written_at,
            updateddate=one.changed_at,
        )
    return str(feed.writeString("utf-8"))


def statuses(asked: str) -> set[str]:
    """Return the states of GeoReport that a list of words names; none when it names none of them."""
    return {part.strip() for part in asked.split(",")} & {OPEN, CLOSED}
