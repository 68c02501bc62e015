"""The fields of a shared library's address, and the profile they make."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from pluto_desktop.desktop.forms.ui_connect import Ui_ConnectForm
from pluto_desktop.domain.ids import new_id
from pluto_desktop.domain.profiles import MONGO_PORT, POSTGRES_PORT, Profile, Tls, format_hosts, parse_hosts

translate = QCoreApplication.translate

_KIND = "kind"
"""The property in which a field of servers keeps of which kind these are; without it they are of the usual one."""


def offer_ways(form: Ui_ConnectForm) -> None:
    """Fill in how the way to the servers can be protected."""
    form.tls.addItem(translate("ConnectDialog", "Verified by certificates the system trusts"), Tls.VERIFIED)
    form.tls.addItem(translate("ConnectDialog", "Verified by a certificate file of our own"), Tls.OWN_CA)
    form.tls.addItem(translate("ConnectDialog", "Off; servers on this device only"), Tls.OFF)


def show_profile(form: Ui_ConnectForm, profile: Profile) -> None:
    """Fill the fields in from a profile; the name stays where the profile has none."""
    if profile.name:
        form.name.setText(profile.name)
    form.servers.setText(format_hosts(profile.hosts, POSTGRES_PORT))
    form.servers.setProperty(_KIND, profile.catalogue)
    form.database.setText(profile.database)
    form.media_servers.setText(format_hosts(profile.media_hosts, MONGO_PORT))
    form.media_servers.setProperty(_KIND, profile.media)
    form.media_database.setText(profile.media_database)
    form.user.setText(profile.user)
    form.tls.setCurrentIndex(form.tls.findData(profile.tls))
    form.ca_file.setText(profile.ca_file)


def read_profile(form: Ui_ConnectForm, changed: Profile | None) -> Profile:
    """Return what the fields say: a new profile, or ``changed`` as it is to be. Raises Invalid.

    Where the servers or their databases are others than before, it may be another library: its id is not known then.
    """
    way = Tls(form.tls.currentData())
    profile = Profile(
        hosts=parse_hosts(form.servers.text(), POSTGRES_PORT),
        database=form.database.text().strip(),
        user=form.user.text().strip(),
        media_hosts=parse_hosts(form.media_servers.text(), MONGO_PORT),
        media_database=form.media_database.text().strip(),
        tls=way,
        ca_file=form.ca_file.text().strip() if way is Tls.OWN_CA else "",
        name=form.name.text().strip(),
        id=new_id() if changed is None else changed.id,
    )
    said = {"catalogue": form.servers.property(_KIND), "media": form.media_servers.property(_KIND)}
    profile = replace(profile, **{name: kind for name, kind in said.items() if kind})
    if changed is not None:
        profile = replace(profile, cache=changed.cache)
    if changed is not None and (profile.hosts, profile.database) == (changed.hosts, changed.database):
        return replace(profile, library_id=changed.library_id)
    return profile
