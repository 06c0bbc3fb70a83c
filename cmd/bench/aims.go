package main

// aim is the target of a figure.
type aim struct {
	what    string // for the reader
	one     string // server
	other   string // server it is compared with; "": the figure itself counts
	series  string
	bound   float64
	atLeast bool // else: at most
	unit    string
}

// aims are those of the project.
var aims = []aim{
	{"registrations/s, 64 connections, to PocketBase", onSQLite, byDefault, "rate@64", 4, true, "×"},
	{"registrations/s, 64, to PocketBase at equal work", onSQLite, equalWork, "rate@64", 6, true, "×"},
	{"p99, 64 connections, to PocketBase", onSQLite, byDefault, "p99@64", 0.25, false, "×"},
	{"p99, 256 connections, to PocketBase", onSQLite, byDefault, "p99@256", 0.12, false, "×"},
	{"open loop: part answered", onSQLite, "", "open answered", 1, true, ""},
	{"open loop: p99", onSQLite, "", "open p99", 60, false, "ms"},
	{"rows/s of a 200-item request, to PocketBase's batch", onSQLite, byDefault, "rows", 6.5, true, "×"},
	{"processor time a registration, 64, to PocketBase", onSQLite, byDefault, "cpu@64", 0.35, false, "×"},
	{"searches/s under 300 writes/s, to PocketBase", onSQLite, byDefault, "searches", 5, true, "×"},
	{"PostgreSQL: registrations/s, 64, to PocketBase", onPostgreSQL, byDefault, "rate@64", 2.5, true, "×"},
	{"lone request: p50, to one a commit", onSQLite, oneACommit, "p50@1", 1.3, false, "×"},
	{"idle memory", onSQLite, "", "idle memory", 40, false, "MB"},
	{"memory under load", onSQLite, "", "memory under load", 130, false, "MB"},
	{"start until ready", onSQLite, "", "start", 100, false, "ms"},
}

// asides are comparisons without an aim.
var asides = []aim{
	{what: "registrations/s, 64 connections, to one a commit", one: onSQLite, other: oneACommit, series: "rate@64"},
	{what: "registrations/s, 256 connections, to one a commit", one: onSQLite, other: oneACommit, series: "rate@256"},
	{what: "registrations/s, 64 connections, to the empty endpoint", one: onSQLite, other: empty, series: "rate@64"},
	{what: "PostgreSQL: registrations/s, 64, to SQLite", one: onPostgreSQL, other: onSQLite, series: "rate@64"},
	{what: "PostgreSQL: rows/s of a 200-item request, to PocketBase", one: onPostgreSQL, other: byDefault, series: "rows"},
	{what: "reads/s by id under 300 writes/s, to PocketBase", one: onSQLite, other: byDefault, series: "views"},
	{what: "PostgreSQL: searches/s under writes, to PocketBase", one: onPostgreSQL, other: byDefault, series: "searches"},
	{what: "processor time a registration, 64, to equal work", one: onSQLite, other: equalWork, series: "cpu@64"},
	{what: "rows/s of a 200-item request, to equal work", one: onSQLite, other: equalWork, series: "rows"},
}

// value returns the figure, or the ratio.
func (a aim) value(r results) (float64, bool) {
	if a.other == "" {
		return r.median(a.one, a.series)
	}
	return r.ratio(a.one, a.other, a.series)
}

// reached reports whether the value is what it should be.
func (a aim) reached(value float64) bool {
	if a.atLeast {
		return value >= a.bound
	}
	return value <= a.bound
}
