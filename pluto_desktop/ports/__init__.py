"""What the services need from outside: small Protocols, one capability each.

Every port has one shipped fake under ``tests/fakes`` and one contract test run on the fake and on each adapter.
"""
