package presences

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/store/db"
)

// Tallies counts the people who are registered at a workplace for each of some
// days, apart for each employer and the company that registered them if wanted.
// Of all of them the index of what stands tells, without a look at the rows: day
// by day, or it would be gone through for all workplaces.
func (p *Presences) Tallies(ctx context.Context, w id.Workplace, days []checkin.Day, apart bool) ([]checkin.Tally, error) {
	of := "'', NULL"
	group := "day"
	if apart {
		of, group = "employer, company", "day, employer, company"
	}
	args := []any{w.String()}
	for _, day := range days {
		args = append(args, day.String())
	}
	rows, err := db.Query(ctx, p.Read, "SELECT day, "+of+", COUNT(DISTINCT person) FROM presences WHERE workplace = ? AND first = 1 AND day IN ("+
		strings.TrimSuffix(strings.Repeat("?,", len(days)), ",")+") GROUP BY "+group, args...)
	if err != nil {
		return nil, fmt.Errorf("count people by day: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var all []checkin.Tally
	for rows.Next() {
		one, err := tallyOf(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, db.Wrap("count people by day", rows.Err())
}

func tallyOf(rows *sql.Rows) (checkin.Tally, error) {
	var day, employer string
	var company []byte
	var one checkin.Tally
	if err := rows.Scan(&day, &employer, &company, &one.People); err != nil {
		return one, fmt.Errorf("count people by day: %w", err)
	}
	var r db.Reader
	one.On = db.Parse(&r, "day", checkin.ParseDay, day)
	if employer != "" {
		one.Employer = db.Parse(&r, "employer", checkin.ParseEmployer, employer)
	}
	if company != nil {
		one.Company = r.Key(company)
	}
	return one, r.Err
}
