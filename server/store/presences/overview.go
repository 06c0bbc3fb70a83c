package presences

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/store/db"
)

// Questions about many workplaces are joins with a list of them: each entry is
// looked up in the index of the natural key, whatever the planner believes of
// lists whose length it does not know. Each has a text for PostgreSQL and one for
// SQLite.
const (
	lastDays = `SELECT w.number, max(d.day) FROM unnest(?::text[]) AS w(number) CROSS JOIN unnest(?::text[]) AS d(day)
		CROSS JOIN LATERAL (SELECT 1 FROM presences AS p WHERE p.day = d.day AND p.workplace = w.number AND p.first = 1 LIMIT 1) AS one GROUP BY w.number`
	lastDaysSQLite = `SELECT w.value, max(d.value) FROM json_each(?) AS w CROSS JOIN json_each(?) AS d
		WHERE EXISTS (SELECT 1 FROM presences AS p WHERE p.day = d.value AND p.workplace = w.value AND p.first = 1) GROUP BY w.value`

	latestOn = `SELECT w.number, p.employer, p.at FROM unnest(?::text[]) AS w(number)
		CROSS JOIN LATERAL (SELECT employer, max(recorded_at) AS at FROM presences WHERE day = ? AND workplace = w.number AND first = 1 GROUP BY employer) AS p`
	latestOnSQLite = `SELECT w.value, p.employer, max(p.recorded_at) FROM json_each(?) AS w
		CROSS JOIN presences AS p WHERE p.day = ? AND p.workplace = w.value AND p.first = 1 GROUP BY w.value, p.employer`

	// Behind the columns; each text is a day, a space and a workplace. OFFSET 0 keeps
	// the planner from another way to join.
	standingOn = ` FROM unnest(?::text[]) AS w(wanted) CROSS JOIN LATERAL
		(SELECT * FROM presences WHERE day = left(w.wanted, 10) AND workplace = substr(w.wanted, 12) AND first = 1 OFFSET 0) AS p`
	standingOnSQLite = ` FROM (SELECT value AS wanted FROM json_each(?)) AS w
		CROSS JOIN presences WHERE day = substr(w.wanted, 1, 10) AND workplace = substr(w.wanted, 12) AND first = 1`
)

// LastDays returns the last day of a period on which anything counts at each of
// those workplaces. It reads the index and no row.
func (p *Presences) LastDays(ctx context.Context, workplaces []id.Workplace, from, to checkin.Day) (map[id.Workplace]checkin.Day, error) {
	var days []string
	for day := from; !to.Before(day); day = day.Add(1) {
		days = append(days, day.String())
	}
	rows, err := db.Query(ctx, p.Read, p.either(lastDays, lastDaysSQLite), p.list(strs(workplaces)), p.list(days))
	if err != nil {
		return nil, fmt.Errorf("find the last days: %w", err)
	}
	last := map[id.Workplace]checkin.Day{}
	var r db.Reader
	var number, day string
	if err := each(rows, []any{&number, &day}, func() {
		last[db.Parse(&r, "workplace", id.ParseWorkplace, number)] = db.Parse(&r, "day", checkin.ParseDay, day)
	}); err != nil || r.Err != nil {
		return nil, fmt.Errorf("find the last days: %w", cmp.Or(err, r.Err))
	}
	return last, nil
}

// LatestOn returns when what counts on a day was recorded last, at each of those
// workplaces for each employer.
func (p *Presences) LatestOn(ctx context.Context, workplaces []id.Workplace, on checkin.Day) (map[id.Workplace]map[string]time.Time, error) {
	rows, err := db.Query(ctx, p.Read, p.either(latestOn, latestOnSQLite), p.list(strs(workplaces)), on.String())
	if err != nil {
		return nil, fmt.Errorf("find the latest: %w", err)
	}
	latest := map[id.Workplace]map[string]time.Time{}
	var r db.Reader
	var number, employer string
	var at int64
	if err := each(rows, []any{&number, &employer, &at}, func() {
		w := db.Parse(&r, "workplace", id.ParseWorkplace, number)
		if latest[w] == nil {
			latest[w] = map[string]time.Time{}
		}
		latest[w][employer] = db.Time(at)
	}); err != nil || r.Err != nil {
		return nil, fmt.Errorf("find the latest: %w", cmp.Or(err, r.Err))
	}
	return latest, nil
}

// StandingOn returns what counts, as Standing does, on some days at some
// workplaces each.
func (p *Presences) StandingOn(ctx context.Context, which map[checkin.Day][]id.Workplace) ([]checkin.Presence, error) {
	var wanted []string
	for day, all := range which {
		for _, w := range all {
			wanted = append(wanted, day.String()+" "+w.String())
		}
	}
	rows, err := db.Query(ctx, p.Read, "SELECT "+columns.Names+p.either(standingOn, standingOnSQLite), p.list(wanted))
	if err != nil {
		return nil, fmt.Errorf("find who is present: %w", err)
	}
	return p.values(rows)
}

// either returns the text for the database.
func (p *Presences) either(postgres, sqlite string) string {
	if p.SQLite() {
		return sqlite
	}
	return postgres
}

// list returns a parameter that holds a list of texts.
func (p *Presences) list(texts []string) any {
	if !p.SQLite() {
		return texts
	}
	text, _ := json.Marshal(texts) // of texts it never fails
	return string(text)
}

// each reads the columns of every row of a query, one row after another.
func each(rows *sql.Rows, targets []any, read func()) (err error) {
	defer func() { err = cmp.Or(err, rows.Close()) }()
	for rows.Next() {
		if err := rows.Scan(targets...); err != nil {
			return err
		}
		read()
	}
	return rows.Err()
}
