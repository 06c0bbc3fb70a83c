package web

import (
	"sync"
	"time"

	"ciaw/api"
	"ciaw/server/access"
	"ciaw/server/checkin"
	"ciaw/server/consultation"
	"ciaw/server/i18n"
)

// layout is how presences stand in a table.
type layout struct {
	heading []string
	row     func(entry) []string
}

// entry is a presence in a table, as the one who exports it is told it.
type entry struct {
	checkin.Presence
	at checkin.Workplace
	by consultation.Registrar
}

func entryOf(who checkin.Actor, page consultation.Page, p checkin.Presence) entry {
	w := page.Workplaces[p.Workplace]
	return entry{access.Told(who, p, w, checkin.Presence{}), w, page.By[p.ID]}
}

// layoutOf returns a layout; that of the screen speaks its language.
func layoutOf(which api.ExportPresencesParamsLayout, language string) (layout, error) {
	switch which {
	case api.ExportPresencesParamsLayoutScreen:
		return screenLayout(language)
	case api.ExportPresencesParamsLayoutOfficial:
		return layout{officialHeading, officialRow}, nil
	}
	return layout{append(officialHeading[:len(officialHeading):len(officialHeading)], technicalHeading...), technicalRow}, nil
}

// officialHeading names the columns of the official service's own export.
var officialHeading = []string{"Numéro d'entreprise", "Nom de l'entreprise", "NISS", "Nom", "Prénom", "Date de Check-in"}

// officialRow writes what the official service does. The number of the person is
// masked, and as names are kept as one, the column for first names is empty.
func officialRow(e entry) []string {
	return []string{e.Employer.Number(), e.Employer.Name, maskOf(e.Presence), e.Name, "", e.On.String()}
}

// technicalHeading names what other software may want to know besides.
var technicalHeading = []string{"Workplace", "Name of the workplace", "Receipt number", "State", "Recorded at", "Channel", "Direction", "At", "Authority"}

// technicalRow writes values as the API has them, and times in UTC.
func technicalRow(e entry) []string {
	return append(officialRow(e),
		e.at.Number.String(), e.at.Name, e.Receipt.String(), string(e.State), e.RecordedAt.UTC().Format(time.RFC3339), string(e.Channel),
		string(e.Direction), e.At().UTC().Format(time.RFC3339), authorityOf(e.Presence))
}

// Words of the screen that a table says, besides headings.
var (
	stateWords = map[checkin.State]string{
		checkin.Queued: "days.queued", checkin.Registered: "days.registered", checkin.Validated: "days.registered",
		checkin.Doubted: "days.remarked", checkin.Refused: "days.refused", checkin.Cancelled: "days.cancelled",
	}
	channelWords = map[checkin.Channel]string{
		checkin.Desktop: "verify.channel.desktop", checkin.Mobile: "verify.channel.mobile",
		checkin.WebService: "verify.channel.web_service", checkin.Gateway: "verify.channel.gateway",
	}
	directionWords = map[checkin.Direction]string{checkin.In: "direction.in", checkin.Out: "direction.out"}
)

const bySelf = "presences.by.self"

// screenHeading are the words above the columns of screenRow.
var screenHeading = []string{
	"confirm.person", "presences.file.number", "receipt.day", "presences.file.direction", "presences.file.time", "places.name", "verify.fact.workplace",
	"places.chain.name", "verify.fact.employer", "places.state", "receipt.number", "receipt.time", "presences.by", "verify.fact.channel",
}

// exportWords reads the words of the screen once.
var exportWords = sync.OnceValues(func() (i18n.Catalogue, error) {
	keys := append([]string{bySelf}, screenHeading...)
	for _, key := range stateWords {
		keys = append(keys, key)
	}
	for _, key := range channelWords {
		keys = append(keys, key)
	}
	for _, key := range directionWords {
		keys = append(keys, key)
	}
	return i18n.Read(keys...)
})

// screenLayout says everything in words, and times as the clock in Brussels shows
// them. A language that is none of ours is English.
func screenLayout(language string) (layout, error) {
	words, err := exportWords()
	if err != nil {
		return layout{}, err
	}
	if !words.Has(language) {
		language = "en"
	}
	say := func(key string) string { return words.Say(language, key) }
	heading := make([]string, len(screenHeading))
	for i, key := range screenHeading {
		heading[i] = say(key)
	}
	return layout{heading, func(e entry) []string { return screenRow(e, say) }}, nil
}

func screenRow(e entry, say func(key string) string) []string {
	by := e.by.Company
	switch {
	case e.by.Self:
		by = say(bySelf)
	case e.by.User != "":
		by = e.by.User + ", " + by
	}
	return []string{
		e.Name, maskOf(e.Presence), e.On.String(), say(directionWords[e.Direction]), e.At().In(checkin.Brussels).Format("15:04"), e.at.Name, e.at.Number.String(),
		e.Employer.Name, e.Employer.Number(), say(stateWords[e.State]), e.Receipt.String(),
		e.RecordedAt.In(checkin.Brussels).Format("2006-01-02 15:04"), by, say(channelWords[e.Channel]),
	}
}
