package presences

import (
	"context"
	"fmt"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/store/db"
)

// Tallies counts the people who are registered at a workplace for each of some
// days: all, or those of a part, each once. Of all of them the index of what
// stands tells, without a look at the rows: day by day, or it would be gone
// through for all workplaces.
func (p *Presences) Tallies(ctx context.Context, w id.Workplace, days []checkin.Day, of *checkin.Part) ([]checkin.Tally, error) {
	var c condition
	c.add("workplace = ?", w.String())
	c.add("first = 1")
	c.in("day", dayTexts(days))
	if of != nil {
		var part condition
		part.add("company = ?", of.Company.Bytes())
		if len(of.Employers) > 0 {
			part.in("employer", anys(of.Employers))
		}
		c.add("("+part.either()+")", part.args...)
	}
	rows, err := db.Query(ctx, p.Read, "SELECT day, COUNT(DISTINCT person) FROM presences WHERE "+c.text()+" GROUP BY day", c.args...)
	if err != nil {
		return nil, fmt.Errorf("count people by day: %w", err)
	}
	defer func() { _ = rows.Close() }()
	var all []checkin.Tally
	for rows.Next() {
		var day string
		var one checkin.Tally
		if err := rows.Scan(&day, &one.People); err != nil {
			return nil, fmt.Errorf("count people by day: %w", err)
		}
		var r db.Reader
		if one.On = db.Parse(&r, "day", checkin.ParseDay, day); r.Err != nil {
			return nil, r.Err
		}
		all = append(all, one)
	}
	return all, db.Wrap("count people by day", rows.Err())
}
