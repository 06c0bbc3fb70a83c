package web

import (
	"ciaw/server/access"

	"github.com/labstack/echo/v4"
)

// The most that a request's body may hold, in bytes.
const (
	maxBody    = 64 << 10
	maxItem    = maxBody / 16 // a full item of a list is about a sixteenth of what a body may be
	maxPicture = 12 << 20
	maxTable   = 4 << 20
)

// The media types that a body may be declared as.
var (
	jsonOnly = []string{echo.MIMEApplicationJSON}
	anyMedia = []string{"*/*"} // the handler looks at what it is: a picture, a table
)

// route is the policy of an operation, applied before its handler is asked.
type route struct {
	audience access.Audience // who is let in
	limit    int64           // most bytes of a body; 0: maxBody
	accepts  []string        // media types of a body; nil: JSON
	throttle string          // class of tries that are counted per address; "": none is
	compress bool            // the answer may be long
}

// routes is the table of all operations of the contract, by operationId. What
// an operation does not name here it does not get.
var routes = map[string]route{
	"getHealth":      {},
	"getReadiness":   {},
	"getReceiptKeys": {},
	"getDemo":        {},
	"getPoster":      {throttle: ByLookup},
	"addScan":        {throttle: ByScan, limit: maxPicture, accepts: anyMedia},

	"putPresence":     {},
	"putPresences":    {limit: maxItems * maxItem},
	"getPresence":     {throttle: ByLookup},
	"cancelPresence":  {throttle: ByLookup},
	"searchPresences": {audience: access.Members, compress: true},
	"exportPresences": {audience: access.Consulters, throttle: ByFile},

	"addCompany":          {throttle: BySignUp},
	"addSession":          {},
	"renewSession":        {},
	"addPasskeyChallenge": {},
	"addPasskeySession":   {},
	"addLink":             {},
	"readLink":            {},
	"useLink":             {},

	"getMe":             {audience: access.Account},
	"changeMe":          {audience: access.Account},
	"changePassword":    {audience: access.Account},
	"getSessions":       {audience: access.Account},
	"removeSession":     {audience: access.Account},
	"addTotp":           {audience: access.Account},
	"confirmTotp":       {audience: access.Account},
	"removeTotp":        {audience: access.Account},
	"addPasskeyOptions": {audience: access.Account},
	"getPasskeys":       {audience: access.Account},
	"addPasskey":        {audience: access.Account},
	"removePasskey":     {audience: access.Account},

	"getPushKey":             {audience: access.Account},
	"getPushSubscriptions":   {audience: access.Account},
	"putPushSubscription":    {audience: access.Account},
	"removePushSubscription": {audience: access.Account},

	"getHooks":       {audience: access.Integrators},
	"addHook":        {audience: access.Integrators},
	"removeHook":     {audience: access.Integrators},
	"getDeliveries":  {audience: access.Integrators},
	"replayDelivery": {audience: access.Integrators},

	"getUsers":    {audience: access.Managers},
	"addUser":     {audience: access.Managers},
	"changeUser":  {audience: access.Managers},
	"removeUser":  {audience: access.Managers},
	"addUserLink": {audience: access.Managers},

	"getWorkplaces":    {audience: access.Members},
	"getWorkplace":     {audience: access.Members},
	"getBoard":         {audience: access.Watchers, compress: true},
	"addWorkplace":     {audience: access.Keepers},
	"changeWorkplace":  {audience: access.Keepers},
	"importWorkplaces": {audience: access.Keepers, throttle: ByFile, limit: maxTable, accepts: anyMedia},
	"addPoster":        {audience: access.Keepers},
	"revokePoster":     {audience: access.Keepers},
	"getGateScreen":    {audience: access.Keepers},
	"addSighting":      {audience: access.Observers},
	"getPosterSheet":   {audience: access.Keepers, throttle: ByFile},
}
