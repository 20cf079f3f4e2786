-- Made after the rows are in: sorting once is faster than inserting in order of every index.
CREATE UNIQUE INDEX provider_npi ON provider (npi);
CREATE INDEX location_point ON location (point, provider, traits);
CREATE INDEX location_town ON location (town, provider, traits);
CREATE INDEX location_site ON location (site, provider, traits);
CREATE UNIQUE INDEX town_slug ON town (state, slug);
CREATE INDEX reject_npi ON reject (npi);
-- Only locations of providers that have several; 2 is the bit of that trait (traits.py).
CREATE INDEX location_several ON location (point, provider, traits) WHERE traits & 2 <> 0;
