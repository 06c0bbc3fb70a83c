package web

import (
	"ciaw/server/access"
	"ciaw/server/receiptsheet"

	"github.com/labstack/echo/v4"
)

// The most that a request's body may hold, in bytes.
const (
	maxBody    = 64 << 10
	maxItem    = maxBody / 16 // a full item of a list is about a sixteenth of what a body may be
	maxReceipt = 2 << 10      // a receipt in a list, with what is around it
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
	heavy    string          // kind of heavy work, which waits for its turn; "": none
	again    bool            // only for who has just said again who they are
}

// routes is the table of all operations of the contract, by operationId. What
// an operation does not name here it does not get.
var routes = map[string]route{
	"getHealth":      {},
	"getReadiness":   {},
	"getReceiptKeys": {},
	"getDemo":        {},
	"getPoster":      {throttle: ByLookup},
	"addScan":        {throttle: ByScan, limit: maxPicture, accepts: anyMedia, heavy: reading},
	"printReceipt":   {throttle: ByFile, heavy: printing},
	"printReceipts":  {throttle: ByFile, heavy: printing, limit: receiptsheet.MostReceipts * maxReceipt},

	"putPresence":     {},
	"putPresences":    {limit: maxItems * maxItem},
	"getPresence":     {throttle: ByLookup},
	"cancelPresence":  {throttle: ByLookup},
	"printPresences":  {audience: access.Members, throttle: ByFile, heavy: printing},
	"searchPresences": {audience: access.Members, compress: true},
	"exportPresences": {audience: access.Consulters, throttle: ByFile, heavy: exporting},

	"addCompany":          {throttle: BySignUp, heavy: hashing},
	"addSession":          {heavy: hashing},
	"renewSession":        {},
	"addPasskeyChallenge": {},
	"addPasskeySession":   {},
	"addLink":             {},
	"readLink":            {},
	"useLink":             {heavy: hashing},

	"getMe":             {audience: access.Account},
	"changeMe":          {audience: access.Account},
	"changePassword":    {audience: access.Account, again: true, heavy: hashing},
	"getSessions":       {audience: access.Account},
	"removeSession":     {audience: access.Account},
	"confirmMe":         {audience: access.Account, heavy: hashing},
	"addRecoveryCodes":  {audience: access.Account, again: true},
	"addTotp":           {audience: access.Account, again: true},
	"confirmTotp":       {audience: access.Account, again: true},
	"removeTotp":        {audience: access.Account, again: true},
	"addPasskeyOptions": {audience: access.Account, again: true},
	"getPasskeys":       {audience: access.Account},
	"addPasskey":        {audience: access.Account, again: true},
	"removePasskey":     {audience: access.Account, again: true},

	"getPushKey":             {audience: access.Account},
	"getPushSubscriptions":   {audience: access.Account},
	"putPushSubscription":    {audience: access.Account},
	"removePushSubscription": {audience: access.Account},

	"getHooks":       {audience: access.Integrators},
	"addHook":        {audience: access.Integrators, again: true, throttle: ByChallenge},
	"challengeHook":  {audience: access.Integrators, throttle: ByChallenge},
	"testHook":       {audience: access.Integrators, throttle: ByChallenge},
	"removeHook":     {audience: access.Integrators},
	"getDeliveries":  {audience: access.Integrators},
	"replayDelivery": {audience: access.Integrators},

	"getUsers":    {audience: access.Managers},
	"addUser":     {audience: access.Managers, again: true},
	"changeUser":  {audience: access.Managers, again: true},
	"removeUser":  {audience: access.Managers, again: true},
	"addUserLink": {audience: access.Managers, again: true},

	"getOverview":       {audience: access.Watchers, compress: true},
	"getWorkplaces":     {audience: access.Members},
	"getWorkplace":      {audience: access.Members},
	"getBoard":          {audience: access.Watchers, compress: true},
	"getWorkplaceDays":  {audience: access.Watchers},
	"addWorkplace":      {audience: access.Keepers},
	"changeWorkplace":   {audience: access.Keepers},
	"importWorkplaces":  {audience: access.Keepers, throttle: ByFile, limit: maxTable, accepts: anyMedia, heavy: importing},
	"getImportTemplate": {audience: access.Keepers},
	"addPoster":         {audience: access.Keepers},
	"revokePoster":      {audience: access.Keepers},
	"getGateScreen":     {audience: access.Keepers, again: true},
	"addSighting":       {audience: access.Observers, throttle: ByLookup},
	"getRollCall":       {audience: access.Observers, compress: true},
	"beginRollCall":     {audience: access.Observers},
	"endRollCall":       {audience: access.Observers},
	"putTick":           {audience: access.Observers},
	"putMusterPoints":   {audience: access.Keepers},
	"putLook":           {audience: access.Observers},
	"getPosterSheet":    {audience: access.Keepers, throttle: ByFile, heavy: printing},
}
