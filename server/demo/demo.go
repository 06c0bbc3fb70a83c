// Package demo holds what a newcomer tries the register with: fictional
// workplaces, posters, Limosa codes, companies, users and a crew. None of it is
// anybody's; the numbers
// only have valid check digits. It is served in demo mode only.
package demo

import (
	"fmt"
	"net/url"

	"ciaw/server/checkin"
	"ciaw/server/id"
)

// Workplace is a workplace and its posters.
type Workplace struct {
	Workplace checkin.Workplace
	Posters   []checkin.Poster
}

// Contractors are those of the first workplace.
func Contractors() []checkin.Contractor {
	model, alone := Members()[1].Company, Members()[2].Company
	return []checkin.Contractor{{Employer: model.Employer}, {Employer: alone.Employer, Under: model.Number()}}
}

// Workplaces returns the workplaces as they are on a day: three are open, one is
// closed and one not yet open; one poster is revoked.
func Workplaces(today checkin.Day) []Workplace {
	all := []Workplace{
		{checkin.Workplace{Number: workplace(1), Sector: checkin.Construction, Name: "Basisschool De Voorbeeldboom",
			Address: "Voorbeeldstraat 1, 9000 Gent", OpensOn: today.Add(-90), ClosesOn: today.Add(300)},
			[]checkin.Poster{{Code: poster(1)}, {Code: poster(2), Gate: "Poort Noord"}, {Code: poster(3), Revoked: true}}},
		{checkin.Workplace{Number: workplace(2), Sector: checkin.Meat, Name: "Viandes Exemple",
			Address: "Rue de l’Exemple 2, 5000 Namur", OpensOn: today.Add(-400)},
			[]checkin.Poster{{Code: poster(4)}}},
		{checkin.Workplace{Number: workplace(3), Sector: checkin.Cleaning, Name: "Kantoren Modelhuis",
			Address: "Modellaan 3, 1000 Brussel", OpensOn: today.Add(-30)},
			[]checkin.Poster{{Code: poster(5)}}},
		{checkin.Workplace{Number: workplace(4), Sector: checkin.Construction, Name: "Brug Oud Voorbeeld",
			Address: "Voorbeeldkaai 4, 2000 Antwerpen", OpensOn: today.Add(-200), ClosesOn: today.Add(-14)},
			[]checkin.Poster{{Code: poster(6)}}},
		{checkin.Workplace{Number: workplace(5), Sector: checkin.Construction, Name: "Résidence Futur Exemple",
			Address: "Chemin Fictif 5, 4000 Liège", OpensOn: today.Add(14), ClosesOn: today.Add(500)},
			[]checkin.Poster{{Code: poster(7)}}},
	}
	for i := range all {
		all[i].Workplace.Company = Members()[0].Company.ID
		all[i].Workplace.Client = "Opdrachtgever Voorbeeld"
		all[i].Workplace.Contact = checkin.Contact{Name: "Mieke Modelmans", Phone: "+32 000 00 00 00"}
	}
	all[0].Workplace.Position = &checkin.Position{Latitude: 51.0543, Longitude: 3.7174, Accuracy: 150}
	return all
}

// Limosa returns the texts of four codes, as they are on a day: the first two
// are in order (the second is from before codes were percent-encoded), the
// third has ended, and the check digits of the fourth do not fit.
func Limosa(today checkin.Day) []string {
	from, to := today.Add(-60), today.Add(120)
	raw := fmt.Sprintf("%s?nr=%s&naam=%s&werkgever=%s&van=%s&tot=%s", profile,
		limosa(2), "Jan Przykładowy", "Przykład Budowa Sp. z o.o.", from, to)
	return []string{
		declaration{limosa(1), "Ana Exemplu", "Exemplu Construct SRL", from, to}.code(),
		raw,
		declaration{limosa(3), "João Exemplo", "Exemplo Obras Lda", today.Add(-200), today.Add(-10)}.code(),
		declaration{"24910000000000499", "Olena Prykladna", "TOV Pryklad", from, to}.code(),
	}
}

// profile begins the codes of our own test profile.
const profile = "https://limosa.example/l1"

// declaration is the content of a Limosa L1.
type declaration struct {
	number, name, employer string
	from, to               checkin.Day
}

func (d declaration) code() string {
	return profile + "?" + url.Values{
		"nr": {d.number}, "naam": {d.name}, "werkgever": {d.employer}, "van": {d.from.String()}, "tot": {d.to.String()},
	}.Encode()
}

// limosa returns the n-th number of the demo, n < 100.
func limosa(n int) string {
	const base = 24_910_000_000_000_000
	number := base + n*100
	for number%97 != 1 {
		number++
	}
	return fmt.Sprint(number)
}

// workplace returns the n-th number of the demo, with a fitting check character.
func workplace(n int) id.Workplace {
	eleven := fmt.Sprintf("1Y10DEM%04d", n)
	number, err := id.ParseWorkplace(eleven + string(id.WorkplaceCheck(eleven)) + "Z")
	if err != nil {
		panic(err) // impossible: the form is fixed
	}
	return number
}

// poster returns the n-th code of the demo. Real ones are random.
func poster(n byte) id.Poster {
	code, ok := id.NewPoster([]byte{n * 37, n * 59, n * 83, n * 101, n * 131, n * 151, n * 173})
	if !ok {
		panic("impossible: seven bytes are enough")
	}
	return code
}
