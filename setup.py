"""What pyproject.toml cannot say: the wheel carries the top-level ``resources/`` inside the package."""

from __future__ import annotations

from setuptools import find_namespace_packages, setup

INSIDE = "pluto_desktop.resources"

setup(
    packages=[
        *find_namespace_packages(include=["pluto_desktop", "pluto_desktop.*"]),
        INSIDE,
        *(f"{INSIDE}.{folder}" for folder in find_namespace_packages("resources")),
    ],
    package_dir={INSIDE: "resources"},
    package_data={"": ["*"]},
)
