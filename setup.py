"""What pyproject.toml cannot say: the wheel carries the top-level ``resources/`` inside the package."""

from __future__ import annotations

from setuptools import find_namespace_packages, setup

setup(
    packages=[*find_namespace_packages(include=["pluto_desktop", "pluto_desktop.*"]), "pluto_desktop.resources"],
    package_dir={"pluto_desktop.resources": "resources"},
    package_data={"": ["*.mako"], "pluto_desktop.resources": ["**/*"]},
)
