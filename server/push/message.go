package push

import (
	"context"
	"errors"
	"strings"

	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/i18n"
)

// Message is a notification as the app's service worker shows it.
type Message struct {
	Title    string `json:"title"`
	Text     string `json:"text"`
	Path     string `json:"path"` // of the page to open
	Tag      string `json:"tag"`  // a later message with it replaces this one
	Language string `json:"language"`
}

// LoadWords reads the words of messages. It must be called before Send.
func (s *Service) LoadWords() (err error) {
	s.words, err = i18n.Read("push.remark.title", "push.remark.text", "push.reminder.title", "push.reminder.text", "push.missing.title", "push.missing.text", "push.out.title", "push.out.text",
		"push.account.title", "push.account.text")
	return err
}

// CheckLanguage refuses what is none of our languages.
func (s *Service) CheckLanguage(text string) (string, error) {
	if !s.words.Has(text) {
		return "", ErrLanguage
	}
	return text, nil
}

// message returns what to say; ok is false if there is nothing (any more).
func (s *Service) message(ctx context.Context, p checkin.Push, sub checkin.Subscription) (m Message, ok bool, err error) {
	account, found, err := s.Store.FindAccount(ctx, sub.User)
	if err != nil || !found {
		return m, false, err
	}
	who := checkin.UserActor(account.Member, "")
	m = Message{Language: sub.Language, Tag: string(p.Notice)}
	switch p.Notice {
	case checkin.RemarkNotice:
		ok, err = s.remark(ctx, who, p, &m)
	case checkin.ReminderNotice:
		ok, err = s.reminder(ctx, who, wanted(sub, p.Notice), &m)
	case checkin.OutNotice:
		ok, err = s.notOut(ctx, who, &m)
	case checkin.AccountNotice:
		s.say(&m)
		m.Path, ok = "/me", true
	case checkin.MissingNotice:
		ok, err = s.missing(ctx, who, &m)
	}
	return m, ok, err
}

// wanted returns the alarm of a notice.
func wanted(sub checkin.Subscription, n checkin.Notice) checkin.Alarm {
	for _, a := range sub.Alarms {
		if a.Notice == n {
			return a
		}
	}
	return checkin.Alarm{}
}

func (s *Service) say(m *Message, filled ...string) {
	m.Title = s.words.Say(m.Language, "push."+m.Tag+".title", filled...)
	m.Text = s.words.Say(m.Language, "push."+m.Tag+".text", filled...)
}

// remark tells that somebody may ask about a registration, if the user may be
// told why.
func (s *Service) remark(ctx context.Context, who checkin.Actor, push checkin.Push, m *Message) (bool, error) {
	p, found, err := s.Store.FindPresence(ctx, push.Presence)
	if err != nil || !found || p.State == checkin.Cancelled {
		return false, err
	}
	w, _, err := s.Store.FindWorkplace(ctx, p.Workplace)
	if err != nil || len(access.Told(who, p, w, checkin.Presence{}).Remarks) == 0 {
		return false, err
	}
	s.say(m, "place", w.Name)
	m.Path = "/presences?from=" + p.On.String() + "&to=" + p.On.String()
	m.Tag += " " + p.ID.String()
	return true, nil
}

// lookBack is how many working days with a registration make one expect the
// next.
const lookBack = 2

// reminder tells somebody that they have registered nobody yet today, if they
// did on each of the last days of the week on which they want to be reminded.
func (s *Service) reminder(ctx context.Context, who checkin.Actor, a checkin.Alarm, m *Message) (bool, error) {
	today := checkin.DayOf(s.Now())
	if done, err := s.registered(ctx, who, today); err != nil || done {
		return false, err
	}
	day := today
	for range lookBack {
		for day = day.Add(-1); !a.Days[day.Date().Weekday()]; day = day.Add(-1) {
			if day.Before(today.Add(-14)) {
				return false, nil
			}
		}
		if did, err := s.registered(ctx, who, day); err != nil || !did {
			return false, err
		}
	}
	s.say(m)
	m.Path = "/work"
	return true, nil
}

// registered reports whether the user has registered anybody for that day.
func (s *Service) registered(ctx context.Context, who checkin.Actor, on checkin.Day) (bool, error) {
	found, err := s.Store.SearchPresences(ctx, checkin.Search{
		From: on, To: on, Company: who.Company.ID, OnlyCompany: true, Registrar: who.User.ID, Limit: 100,
	})
	for _, p := range found {
		if p.State != checkin.Cancelled {
			return true, err
		}
	}
	return false, err
}

// notOut tells that somebody whom the user registered is in, as far as is known,
// and has not gone out.
func (s *Service) notOut(ctx context.Context, who checkin.Actor, m *Message) (bool, error) {
	now := s.Now()
	today := checkin.DayOf(now)
	found, err := s.Store.SearchPresences(ctx, checkin.Search{
		From: today.Add(-1), To: today, Company: who.Company.ID, OnlyCompany: true, Registrar: who.User.ID, Limit: 1000,
	})
	if err != nil {
		return false, err
	}
	runs := map[checkin.Run][]checkin.Presence{}
	for _, p := range found {
		if p.Direction.Timed() && p.State != checkin.Cancelled && p.State != checkin.Refused {
			runs[p.Run()] = append(runs[p.Run()], p)
		}
	}
	for _, run := range runs {
		stays := checkin.Stays(run)
		if last := stays[len(stays)-1]; !last.Open(now) {
			continue
		}
		w, _, err := s.Store.FindWorkplace(ctx, run[0].Workplace)
		s.say(m, "place", w.Name)
		m.Path = "/days"
		return true, err
	}
	return false, nil
}

// most is how many workplaces a message names.
const most = 3

// missing tells how many people are not there who were the last time.
func (s *Service) missing(ctx context.Context, who checkin.Actor, m *Message) (bool, error) {
	absences, err := s.Absences(ctx, who)
	if errors.Is(err, checkin.ErrDenied) {
		return false, nil // the entitlement was withdrawn
	}
	if err != nil || len(absences) == 0 {
		return false, err
	}
	total := 0
	var names []string
	for _, a := range absences {
		total += a.Missing
		if len(names) < most {
			names = append(names, a.Workplace.Name+": "+count(a.Missing))
		}
	}
	if len(absences) > most {
		names = append(names, "…")
	}
	s.say(m, "count", count(total), "places", strings.Join(names, " · "))
	m.Path = "/places"
	if len(absences) == 1 {
		m.Path = "/board/" + absences[0].Workplace.Number.String()
	}
	return true, nil
}
