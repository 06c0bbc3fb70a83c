package web

import (
	"context"
	"strconv"

	"ciaw/api"
	"ciaw/server/checkin"
	"ciaw/server/fault"
	"ciaw/server/id"
	"ciaw/server/push"
)

// GetPushKey says with which key this register signs notifications.
func (h *handler) GetPushKey(_ context.Context, _ api.GetPushKeyRequestObject) (api.GetPushKeyResponseObject, error) {
	key, err := h.Push.PublicKey()
	return api.GetPushKey200JSONResponse{Key: key}, err
}

// GetPushSubscriptions lists the devices on which the caller is told things.
func (h *handler) GetPushSubscriptions(ctx context.Context, _ api.GetPushSubscriptionsRequestObject) (api.GetPushSubscriptionsResponseObject, error) {
	who := caller(ctx)
	all, err := h.Push.Subscriptions(ctx, who)
	answer := api.GetPushSubscriptions200JSONResponse{Subscriptions: []api.PushSubscription{}}
	for _, s := range all {
		answer.Subscriptions = append(answer.Subscriptions, presentSubscription(s))
	}
	return answer, err
}

// PutPushSubscription has a device told what the caller wants.
func (h *handler) PutPushSubscription(ctx context.Context, r api.PutPushSubscriptionRequestObject) (api.PutPushSubscriptionResponseObject, error) {
	who := caller(ctx)
	var f form
	s := checkin.Subscription{
		Endpoint: field(&f, "endpoint", r.Body.Endpoint, typed(h.Push.Client.Check)),
		Key:      field(&f, "keys.p256dh", r.Body.Keys.P256dh, push.ParseKey),
		Secret:   field(&f, "keys.auth", r.Body.Keys.Auth, push.ParseSecret),
		Language: field(&f, "language", r.Body.Language, h.Push.CheckLanguage),
		Remarks:  r.Body.Remarks,
	}
	for notice, a := range map[checkin.Notice]*api.Alarm{
		checkin.ReminderNotice: r.Body.Reminder, checkin.OutNotice: r.Body.Out, checkin.MissingNotice: r.Body.Missing,
	} {
		if a != nil {
			s.Alarms = append(s.Alarms, parseAlarm(&f, notice, *a))
		}
	}
	if err := f.err(); err != nil {
		return nil, err
	}
	s, err := h.Push.Subscribe(ctx, who, s)
	return api.PutPushSubscription200JSONResponse(presentSubscription(s)), err
}

// RemovePushSubscription leaves a device in peace.
func (h *handler) RemovePushSubscription(ctx context.Context, r api.RemovePushSubscriptionRequestObject) (api.RemovePushSubscriptionResponseObject, error) {
	who := caller(ctx)
	which, err := id.ParseKey(r.Id)
	if err != nil {
		return nil, err
	}
	return api.RemovePushSubscription204Response{}, h.Push.Unsubscribe(ctx, who, which)
}

func parseAlarm(f *form, notice checkin.Notice, a api.Alarm) checkin.Alarm {
	alarm := checkin.Alarm{Notice: notice, At: field(f, string(notice)+".at", a.At, push.ParseTime)}
	if len(a.Days) == 0 {
		f.refuse(string(notice)+".days", fault.ErrRequired)
	}
	for i, day := range a.Days {
		if day < 0 || day > 6 {
			f.refuse(string(notice)+".days["+strconv.Itoa(i)+"]", checkin.ErrDay)
			continue
		}
		alarm.Days[day] = true
	}
	return alarm
}

func presentSubscription(s checkin.Subscription) api.PushSubscription {
	answer := api.PushSubscription{Id: s.ID.String(), Language: s.Language, Remarks: s.Remarks, CreatedAt: s.Created}
	for _, a := range s.Alarms {
		one := &api.Alarm{At: push.WriteTime(a.At), Days: []int{}}
		for day, on := range a.Days {
			if on {
				one.Days = append(one.Days, day)
			}
		}
		switch a.Notice {
		case checkin.ReminderNotice:
			answer.Reminder = one
		case checkin.OutNotice:
			answer.Out = one
		case checkin.MissingNotice:
			answer.Missing = one
		}
	}
	return answer
}
