-- Made after the rows are in: sorting once is faster than inserting in order of every index.
CREATE UNIQUE INDEX provider_npi ON provider (npi);
CREATE INDEX location_area ON location (area, provider, traits);
-- Only locations of providers that have several; 2 is the bit of that trait (traits.py).
CREATE INDEX location_several ON location (area, provider, traits) WHERE traits & 2 <> 0;
CREATE INDEX location_site ON location (site, provider, traits);
CREATE INDEX area_town ON area (town);
CREATE UNIQUE INDEX town_slug ON town (state, slug);
CREATE INDEX reject_npi ON reject (npi);
