"""Use cases on the care database: policy check, transaction and audit together. The only writers of ``store``."""
