package presences

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
	"ciaw/server/store/db"
)

// SearchPresences returns presences, latest day first, at most limit.
//
// A scope is a way in which presences can concern the one who searches, and has
// an index; filters narrow every scope down, and none yields more than fit into
// the answer. The database chooses ids; whole rows are sorted here, where they
// need not be copied for that.
func (p *Presences) SearchPresences(ctx context.Context, q checkin.Search) ([]checkin.Presence, error) {
	latest := " ORDER BY day DESC, id DESC LIMIT " + strconv.Itoa(q.Limit)
	var texts []string
	var args []any
	filter := p.filters(q)
	for _, scope := range scopes(q) {
		scope.texts, scope.args = append(scope.texts, filter.texts...), append(scope.args, filter.args...)
		texts = append(texts, "SELECT day, id FROM ("+p.firstOf(scope.text(), latest)+") AS scope")
		args = append(args, scope.args...)
	}
	if len(texts) == 0 {
		return nil, nil
	}
	rows, err := db.Query(ctx, p.Read, "SELECT "+columns.Names+" FROM presences WHERE id IN (SELECT id FROM ("+
		strings.Join(texts, " UNION ")+latest+") AS chosen)", args...)
	if err != nil {
		return nil, fmt.Errorf("search presences: %w", err)
	}
	found, err := p.values(rows)
	slices.SortFunc(found, func(a, b checkin.Presence) int {
		return cmp.Or(b.On.Date().Compare(a.On.Date()), bytes.Compare(db.PresenceBytes(b.ID), db.PresenceBytes(a.ID)))
	})
	return found, err
}

// firstOf returns a query for the first rows of a scope. PostgreSQL must be kept
// from walking through all ids in their order until enough of them fit: it plans
// for any workplace and any day, and cannot know that a small one has few.
func (p *Presences) firstOf(condition, order string) string {
	if !p.SQLite() {
		return "WITH chosen AS MATERIALIZED (SELECT id, day FROM presences WHERE " + condition + ") SELECT day, id FROM chosen" + order
	}
	return "SELECT day, id FROM presences WHERE " + condition + order
}

// CountPresences counts those of a search that count, and their persons. It needs
// no limit.
func (p *Presences) CountPresences(ctx context.Context, q checkin.Search) (presences, persons int, err error) {
	var texts []string
	var args []any
	filter := p.filters(q)
	for _, scope := range scopes(q) {
		scope.texts, scope.args = append(scope.texts, filter.texts...), append(scope.args, filter.args...)
		scope.add("first = 1")
		texts = append(texts, "SELECT id, person FROM presences WHERE "+scope.text())
		args = append(args, scope.args...)
	}
	if len(texts) == 0 {
		return 0, 0, nil
	}
	_, err = p.QueryOne(ctx, []any{&presences, &persons},
		"SELECT count(*), count(DISTINCT person) FROM ("+strings.Join(texts, " UNION ")+") AS found", args...)
	if err != nil {
		return 0, 0, fmt.Errorf("count presences: %w", err)
	}
	return presences, persons, nil
}

// filters returns the conditions that hold in every scope.
func (p *Presences) filters(q checkin.Search) (c condition) {
	if !q.Workplace.IsZero() {
		c.add("workplace = ?", q.Workplace.String())
	}
	if q.Employer != "" {
		c.add("employer = ?", q.Employer)
	}
	if !q.Registrar.IsZero() {
		c.add("registrar = ?", q.Registrar.Bytes())
	}
	if q.Person != nil {
		person := personOf(p.Keys, *q.Person)
		c.add("person = ?", person[:])
	}
	if q.Which != nil {
		ids := make([]any, len(q.Which))
		for i, which := range q.Which {
			ids[i] = db.PresenceBytes(which)
		}
		c.in("id", ids)
	}
	if !q.After.IsZero() {
		c.add("(day, id) < (?, ?)", q.AfterDay.String(), db.PresenceBytes(q.After))
	}
	return c
}

// scopes returns a condition for each way in which presences can concern the one
// who searches.
func scopes(q checkin.Search) (all []condition) {
	add := func(first string, value any) {
		var c condition
		c.add(first, value)
		if q.Which != nil {
			c.in("day", daysOf(q))
		} else {
			c.add("day BETWEEN ? AND ?", q.From.String(), q.To.String())
		}
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
	days := daysOf(q)
	standing := func(workplaces, employers []any) {
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
	var kept []any
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
			standing([]any{w.String()}, anys(employers))
		}
	}
	return all
}

// daysOf returns the days that a search is of.
func daysOf(q checkin.Search) (days []any) {
	if q.Which != nil {
		return dayTexts(q.Days)
	}
	for day := q.From; !q.To.Before(day); day = day.Add(1) {
		days = append(days, day.String())
	}
	return days
}

func dayTexts(days []checkin.Day) []any {
	all := make([]any, len(days))
	for i, day := range days {
		all[i] = day.String()
	}
	return all
}

func anys(texts []string) []any {
	all := make([]any, len(texts))
	for i, text := range texts {
		all[i] = text
	}
	return all
}

// condition is what a query asks of a row: all of the texts, or with either one.
type condition struct {
	texts []string
	args  []any
}

func (c *condition) add(text string, args ...any) {
	c.texts, c.args = append(c.texts, text), append(c.args, args...)
}

// in asks that a column has one of some values; of none, nothing has any.
func (c *condition) in(column string, values []any) {
	c.add(column+" IN ("+strings.TrimSuffix(strings.Repeat("?,", len(values)), ",")+")", values...)
}

func (c condition) text() string { return strings.Join(c.texts, " AND ") }

func (c condition) either() string { return strings.Join(c.texts, " OR ") }
