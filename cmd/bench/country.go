package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"

	"ciaw/server/id"
)

// workplaces is how many are busy in the morning. A day's presences of one are
// next to each other in the indexes of every server.
const workplaces = 1000

// number returns the n-th workplace number of the benchmark.
func number(n int) string {
	eleven := fmt.Sprintf("1Y10BCH%04d", n)
	return eleven + string(id.WorkplaceCheck(eleven)) + "Z"
}

// country founds a company that keeps many workplaces, with a poster each, and
// returns the codes of the posters.
func (s *server) country(ctx context.Context) ([]string, error) {
	var founded struct{ AccessToken string }
	err := s.ask(ctx, "/api/v1/companies", `{"number":"0999999922","name":"Bouw Voorbeeld",`+
		`"user":{"name":"Test","login":"founder","password":"seven in the morning"}}`, &founded)
	if err != nil {
		return nil, err
	}
	s.founder = founded.AccessToken
	defer func() { s.founder = "" }()
	table := "number;name;sector;address\n"
	for n := range workplaces {
		table += fmt.Sprintf("%s;Werf %d;construction;Voorbeeldstraat %d, 9000 Gent\n", number(n), n, n)
	}
	if err := s.ask(ctx, "/api/v1/workplaces/import", table, &struct{}{}); err != nil {
		return nil, err
	}
	codes := make([]string, workplaces)
	c, err := dial(s.addr)
	if err != nil {
		return nil, err
	}
	defer func() { _ = c.Close() }()
	for n := range codes {
		request := wire("POST", "/api/v1/workplaces/"+number(n)+"/posters", "{}", "Authorization: Bearer "+s.founder)
		status, err := c.do(request)
		if err == nil && status != http.StatusCreated {
			err = fmt.Errorf("poster %d: status %d: %.200s", n, status, c.body)
		}
		if err != nil {
			return nil, err
		}
		var made struct{ Code string }
		if err := json.Unmarshal(c.body, &made); err != nil {
			return nil, err
		}
		codes[n] = made.Code
	}
	return codes, nil
}
