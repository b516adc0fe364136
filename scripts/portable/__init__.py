"""Makes the zip with which Gesprekstool runs on a Windows laptop without Python and without rights.

``docs/releasing.md`` tells how a release is made with it.
"""
