package presences

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/seal"
	"ciaw/server/store/db"
)

// Standing returns what counts at a workplace on the days of a period, both
// included: of each person, for each employer, the first that was not cancelled,
// or all Ins and Outs that do not say again what was said.
func (p *Presences) Standing(ctx context.Context, w id.Workplace, from, to checkin.Day) ([]checkin.Presence, error) {
	rows, err := db.Query(ctx, p.Read, "SELECT "+columns.Names+
		" FROM presences WHERE day BETWEEN ? AND ? AND workplace = ? AND first = 1", from.String(), to.String(), w.String())
	if err != nil {
		return nil, fmt.Errorf("find who is present: %w", err)
	}
	return p.values(rows)
}

// Elsewhere returns the presences that stand of those persons on a day at other
// workplaces.
func (p *Presences) Elsewhere(ctx context.Context, w id.Workplace, on checkin.Day, of []checkin.Presence) ([]checkin.Presence, error) {
	var all []checkin.Presence
	persons := make([]seal.Hash, len(of))
	for i, one := range of {
		persons[i] = personOf(p.Keys, one)
	}
	for len(persons) > 0 {
		n := min(len(persons), db.MaxRows)
		args := []any{on.String(), w.String()}
		for i := range persons[:n] {
			args = append(args, persons[i][:])
		}
		rows, err := db.Query(ctx, p.Read, "SELECT "+columns.Names+" FROM presences WHERE day = ? AND workplace <> ? AND first = 1 AND person IN ("+
			strings.TrimSuffix(strings.Repeat("?,", n), ",")+")", args...)
		if err != nil {
			return nil, fmt.Errorf("find who is elsewhere: %w", err)
		}
		some, err := p.values(rows)
		if err != nil {
			return nil, err
		}
		all, persons = append(all, some...), persons[n:]
	}
	return all, nil
}

// Doubles returns the presences that say again what one of those said, but for
// those that were cancelled or refused.
func (p *Presences) Doubles(ctx context.Context, of []checkin.Presence) (all []checkin.Presence, err error) {
	for part := range slices.Chunk(of, db.MaxRows) {
		ids := make([][]byte, len(part))
		for i, one := range part {
			ids[i] = db.PresenceBytes(one.ID)
		}
		text, args := db.WhereIn(p.Read, "SELECT "+columns.Names+" FROM presences WHERE state NOT IN (?, ?) AND duplicate_of", ids,
			[]any{string(checkin.Cancelled), string(checkin.Refused)})
		rows, err := db.Query(ctx, p.Read, text, args...)
		if err != nil {
			return nil, fmt.Errorf("find doubles: %w", err)
		}
		some, err := p.values(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

// PresencesOf returns every presence of the person that another one names, oldest first. It
// goes through the whole register.
func (p *Presences) PresencesOf(ctx context.Context, one checkin.Presence) ([]checkin.Presence, error) {
	person := personOf(p.Keys, one)
	rows, err := db.Query(ctx, p.Read, "SELECT "+columns.Names+" FROM presences WHERE person = ? ORDER BY day, id", person[:])
	if err != nil {
		return nil, fmt.Errorf("find presences of a person: %w", err)
	}
	return p.values(rows)
}

// CountStanding returns how many people are registered at each of those
// workplaces on a day.
func (p *Presences) CountStanding(ctx context.Context, workplaces []id.Workplace, on checkin.Day) (map[id.Workplace]int, error) {
	var rows []struct {
		Workplace string
		N         int
	}
	err := p.Read.WithContext(ctx).Model(&Row{}).Select("workplace, count(DISTINCT person) AS n").
		Where("day = ? AND workplace IN ? AND first = 1", on.String(), strs(workplaces)).Group("workplace").Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("count who is present: %w", err)
	}
	counts := map[id.Workplace]int{}
	for _, row := range rows {
		w, err := id.ParseWorkplace(row.Workplace)
		if err != nil {
			return nil, err
		}
		counts[w] = row.N
	}
	return counts, nil
}

func strs(all []id.Workplace) []string {
	texts := make([]string, len(all))
	for i, w := range all {
		texts[i] = w.String()
	}
	return texts
}
