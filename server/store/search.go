package store

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ciaw/server/checkin"
	"ciaw/server/id"
	"ciaw/server/seal"
)

// SearchPresences returns presences, latest day first, at most limit.
//
// Each way in which presences can concern the one who searches has an index;
// what else is asked for narrows every way down, and none yields more than fit
// into the answer. The database chooses ids; whole rows are put in order here,
// where they need not be copied for that.
func (s *Store) SearchPresences(ctx context.Context, q checkin.Search) ([]checkin.Presence, error) {
	latest := " ORDER BY day DESC, id DESC LIMIT " + strconv.Itoa(q.Limit)
	var texts []string
	var args []any
	for _, way := range ways(q) {
		way.texts, way.args = append(way.texts, narrowed(q).texts...), append(way.args, narrowed(q).args...)
		texts = append(texts, "SELECT day, id FROM ("+s.first(way.text(), latest)+") AS way")
		args = append(args, way.args...)
	}
	if len(texts) == 0 {
		return nil, nil
	}
	rows, err := query(ctx, s.read, "SELECT "+presenceColumns+" FROM presences WHERE id IN (SELECT id FROM ("+
		strings.Join(texts, " UNION ")+latest+") AS chosen)", args...)
	if err != nil {
		return nil, fmt.Errorf("search presences: %w", err)
	}
	found, err := s.presences(rows)
	slices.SortFunc(found, func(a, b checkin.Presence) int {
		return cmp.Or(b.On.Date().Compare(a.On.Date()), bytes.Compare(bytesOf(b.ID), bytesOf(a.ID)))
	})
	return found, err
}

// first returns a query for the first of a way. PostgreSQL must be kept from
// walking through all ids in their order until enough of them fit: it plans for
// any workplace and any day, and cannot know that a small one has few.
func (s *Store) first(condition, order string) string {
	if s.dialect.name == "postgres" {
		return "WITH chosen AS MATERIALIZED (SELECT id, day FROM presences WHERE " + condition + ") SELECT day, id FROM chosen" + order
	}
	return "SELECT day, id FROM presences WHERE " + condition + order
}

// narrowed returns what else is asked for.
func narrowed(q checkin.Search) (c condition) {
	if !q.Workplace.IsZero() {
		c.add("workplace = ?", q.Workplace.String())
	}
	if q.Employer != "" {
		c.add("employer = ?", q.Employer)
	}
	if !q.Registrar.IsZero() {
		c.add("registrar = ?", q.Registrar.Bytes())
	}
	if !q.After.IsZero() {
		c.add("(day, id) < (?, ?)", q.AfterDay.String(), bytesOf(q.After))
	}
	return c
}

// ways returns a condition for each way in which presences can concern the one
// who searches.
func ways(q checkin.Search) (all []condition) {
	add := func(first string, value any) {
		var c condition
		c.add(first, value)
		c.add("day BETWEEN ? AND ?", q.From.String(), q.To.String())
		all = append(all, c)
	}
	if !q.Company.IsZero() {
		add("company = ?", q.Company.Bytes())
	}
	if q.OnlyCompany {
		return all
	}
	if q.OwnEmployer != "" {
		add("employer <> '' AND employer = ?", q.OwnEmployer)
	}
	var days []string
	for day := q.From; !q.To.Before(day); day = day.Add(1) {
		days = append(days, day.String())
	}
	standing := func(workplaces, employers []string) {
		var c condition
		c.in("day", days)
		c.in("workplace", workplaces)
		if employers != nil {
			c.in("employer", employers)
		}
		c.add("first = 1")
		all = append(all, c)
	}
	asked := func(w id.Workplace) bool { return q.Workplace.IsZero() || w == q.Workplace }
	var kept []string
	for _, w := range q.Kept {
		if asked(w) {
			kept = append(kept, w.String())
		}
	}
	if len(kept) > 0 {
		standing(kept, nil)
	}
	for w, employers := range q.Chains {
		if asked(w) && len(employers) > 0 {
			standing([]string{w.String()}, employers)
		}
	}
	return all
}

// condition is what a query asks of a row: all of the texts.
type condition struct {
	texts []string
	args  []any
}

func (c *condition) add(text string, args ...any) {
	c.texts, c.args = append(c.texts, text), append(c.args, args...)
}

func (c *condition) in(column string, values []string) {
	args := make([]any, len(values))
	for i, v := range values {
		args[i] = v
	}
	c.add(column+" IN ("+strings.TrimSuffix(strings.Repeat("?,", len(values)), ",")+")", args...)
}

func (c condition) text() string { return strings.Join(c.texts, " AND ") }

func strs(all []id.Workplace) []string {
	texts := make([]string, len(all))
	for i, w := range all {
		texts[i] = w.String()
	}
	return texts
}

// Standing returns who is registered at a workplace on a day: of each person
// the first presence that was not cancelled.
func (s *Store) Standing(ctx context.Context, w id.Workplace, on checkin.Day) ([]checkin.Presence, error) {
	rows, err := query(ctx, s.read, "SELECT "+presenceColumns+
		" FROM presences WHERE day = ? AND workplace = ? AND first = 1", on.String(), w.String())
	if err != nil {
		return nil, fmt.Errorf("find who is present: %w", err)
	}
	return s.presences(rows)
}

// Elsewhere returns the presences that stand of those persons on a day at other
// workplaces.
func (s *Store) Elsewhere(ctx context.Context, w id.Workplace, on checkin.Day, of []checkin.Presence) ([]checkin.Presence, error) {
	var all []checkin.Presence
	persons := make([]seal.Hash, len(of))
	for i, p := range of {
		persons[i] = s.personOf(p)
	}
	for len(persons) > 0 {
		n := min(len(persons), maxGroup)
		args := []any{on.String(), w.String()}
		for i := range persons[:n] {
			args = append(args, persons[i][:])
		}
		rows, err := query(ctx, s.read, "SELECT "+presenceColumns+" FROM presences WHERE day = ? AND workplace <> ? AND first = 1 AND person IN ("+
			strings.TrimSuffix(strings.Repeat("?,", n), ",")+")", args...)
		if err != nil {
			return nil, fmt.Errorf("find who is elsewhere: %w", err)
		}
		some, err := s.presences(rows)
		if err != nil {
			return nil, err
		}
		all, persons = append(all, some...), persons[n:]
	}
	return all, nil
}

// PresencesOf returns every presence of the person that p names, oldest first. It
// goes through the whole register.
func (s *Store) PresencesOf(ctx context.Context, p checkin.Presence) ([]checkin.Presence, error) {
	person := s.personOf(p)
	rows, err := query(ctx, s.read, "SELECT "+presenceColumns+" FROM presences WHERE person = ? ORDER BY day, id", person[:])
	if err != nil {
		return nil, fmt.Errorf("find presences of a person: %w", err)
	}
	return s.presences(rows)
}

// CountStanding returns how many people are registered at each of those
// workplaces on a day.
func (s *Store) CountStanding(ctx context.Context, workplaces []id.Workplace, on checkin.Day) (map[id.Workplace]int, error) {
	var rows []struct {
		Workplace string
		N         int
	}
	err := s.read.WithContext(ctx).Model(&presenceRow{}).Select("workplace, count(*) AS n").
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
