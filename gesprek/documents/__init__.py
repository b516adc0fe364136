"""What leaves the app: papers as PDF and HTML, and dates for a calendar. Values in, bytes out."""
