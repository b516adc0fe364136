"""The leaflet as types and rules: values in, values out; no clock, no store, no screen."""
