package demo

import (
	"fmt"
	"slices"
	"time"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// Password is the password of every user of the demo. It is shown to
// everybody.
const Password = "voorbeeld-op-de-werf"

// Member is somebody to sign in as.
type Member struct {
	checkin.Member
	Role string // in one word
}

// Members returns a site manager, a subcontractor and an independent.
func Members() []Member {
	member := func(n int, role, company, name string, may ...checkin.Entitlement) Member {
		c := checkin.Company{ID: key(n), Employer: checkin.Employer{CBE: cbe(n), Name: company}, Confirmed: true, Created: founded}
		return Member{checkin.Member{Company: c, User: checkin.User{
			ID: key(n + 100), Company: c.ID, Login: role, Name: name, NISS: niss(n), NISSAt: founded, Entitlements: may, Created: founded,
		}}, role}
	}
	manager := member(1, "manager", "Bouwbedrijf Voorbeeld", "Mieke Modelmans", slices.Clone(checkin.AllEntitlements)...)
	manager.User.NISS, manager.User.NISSAt = id.NISS{}, time.Time{} // does not work on the site herself
	alone := member(3, "independent", "Ivo Fictief", "Ivo Fictief", slices.Clone(checkin.AllEntitlements)...)
	alone.Company.Independent = true
	return []Member{
		manager,
		member(2, "subcontractor", "Model Ruwbouw", "Samir Testaoui", checkin.MayRegister, checkin.MayConsult, checkin.MayAccess),
		alone,
	}
}

// Companies are the keys of the companies of the demo.
func Companies() (all []id.Key) {
	for _, m := range Members() {
		all = append(all, m.Company.ID)
	}
	return all
}

// founded is the time at which everything in the demo was made.
var founded = time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC)

// crew are the people of the subcontractor.
var crew = []string{
	"Ana Voorbeeldescu", "Bogdan Exemplu", "Cristina Fictivu", "Dorin Modelescu", "Jan Przykładowy",
	"Piotr Wzorowy", "João Exemplo", "Olena Prykladna", "Yusuf Örnek", "Wim Verzonnen",
}

// Yesterday returns who was registered at the first workplace on the day before
// that one: the subcontractor's crew and the independent. Its ids are the same
// each time on one day.
func Yesterday(today checkin.Day) []checkin.Presence {
	boss, alone := Members()[1], Members()[2]
	on := today.Add(-1)
	at := on.End().Add(-17 * time.Hour) // about seven in the morning
	all := make([]checkin.Presence, 0, len(crew)+1)
	add := func(m Member, number id.NISS, name string) {
		n := len(all)
		var which [16]byte
		copy(which[:], fmt.Sprintf("demo%s%02d", on.String()[2:], n))
		all = append(all, checkin.Presence{
			ID: id.PresenceOf(which), NISS: number, Name: name, Employer: m.Company.Employer,
			Company: m.Company.ID, Registrar: m.User.ID, Workplace: workplace(1), Poster: poster(1), On: on, Direction: checkin.Daily, Channel: checkin.Mobile,
			CapturedAt: at.Add(time.Duration(n) * 40 * time.Second), RecordedAt: at.Add(time.Duration(n)*40*time.Second + time.Second),
			State: checkin.Registered,
		})
	}
	for i, name := range crew {
		add(boss, niss(20+i), name)
	}
	add(alone, alone.User.NISS, alone.User.Name)
	return all
}

// key returns the n-th key of the demo.
func key(n int) id.Key {
	var b [16]byte
	copy(b[:], fmt.Sprintf("ciaw demo %05d", n))
	return id.KeyOf(b)
}

// cbe returns the n-th number of the demo: so low that no enterprise has it.
func cbe(n int) id.CBE {
	number, err := id.ParseCBE(fmt.Sprintf("%08d%02d", n, 97-n%97))
	if err != nil {
		panic(err) // impossible: the check digits fit
	}
	return number
}

// niss returns the n-th national number of the demo, of somebody born in an
// unknown month.
func niss(n int) id.NISS {
	nine := fmt.Sprintf("800000%03d", n)
	number, err := id.ParseNISS(nine + id.NISSCheck(nine, false))
	if err != nil {
		panic(err) // impossible: the check digits fit
	}
	return number
}
