# What others read without asking.
open-data-title = Open data
open-data-lead = The procedures of this portal, for anybody to use again, without asking.
open-data-csv = CSV table
open-data-csv-explain = For spreadsheets.
open-data-json = JSON file
open-data-json-explain = Everything that is known of each procedure.
open-data-api = API
open-data-api-explain = Read-only, described by OpenAPI; begin at /api/v1/procedures.
open-data-feed = Feed of changes
open-data-feed-explain = The latest 50 changes, as Atom.
