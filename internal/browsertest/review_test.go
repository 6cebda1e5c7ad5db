package browsertest

import (
	"fmt"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"demarche"
	"demarche/internal/webfixture"
	"demarche/web/server"
)

// serveReview serves the fixture to reviewers and gives its address.
func serveReview(t *testing.T) (string, demarche.Ledger) {
	t.Helper()
	a, words, desk, ledger := webfixture.Review(t, webfixture.Now)
	h, err := server.NewSite(a, words, webfixture.Now, slog.New(slog.DiscardHandler), server.Options{Desk: desk})
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL, ledger
}

// signIn signs in by keyboard.
func signIn(b *Tab, base, name string) {
	b.t.Helper()
	b.Do(chromedp.Navigate(base + "/review"))
	b.Wait(`location.pathname === "/sign-in" && document.activeElement.name === "name"`)
	b.Do(chromedp.KeyEvent(name), chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(webfixture.Password), chromedp.KeyEvent(kb.Enter))
	b.Wait(`location.pathname === "/review" && document.querySelector("#accept") !== null`)
}

// judged gives the id of the entry that is judged.
func judged(b *Tab) string {
	b.t.Helper()
	return Value[string](b, `document.querySelector("#accept [name=entry]").value`)
}

// left gives how many wait.
func left(b *Tab) int {
	b.t.Helper()
	return Value[int](b, `parseInt(document.getElementById("queue").innerText)`)
}

// press presses a key and waits until another page is there.
func press(b *Tab, key string) {
	b.t.Helper()
	b.Do(chromedp.Evaluate[chromedp.Void](`document.documentElement.dataset.old = "1"`), chromedp.KeyEvent(key))
	b.Wait(`document.readyState === "complete" && !document.documentElement.dataset.old && document.querySelector("main") !== null`)
}

// status gives how the ledger has an entry reviewed, and by whom last.
func status(t *testing.T, l demarche.Ledger, id string) string {
	t.Helper()
	e, err := l.Entry(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	all, err := l.Decisions(t.Context(), id)
	if err != nil || len(all) == 0 {
		return fmt.Sprintf("%s (%v)", e.Review, err)
	}
	last := all[len(all)-1]
	return fmt.Sprintf("%s, by %s: %s", e.Review, last.Reviewer, last.Reason)
}

func TestTheQueueIsWorkedByKeyboard(t *testing.T) {
	b := Open(t)
	base, ledger := serveReview(t)
	b.Width(1280, 900, false)
	signIn(b, base, "Ann")
	first, all := judged(b), left(b)

	press(b, "j")
	second := judged(b)
	press(b, "k")
	if judged(b) != first || second == first {
		t.Fatalf("j and k lead from %s to %s and %s", first, second, judged(b))
	}

	press(b, "a")
	if got := status(t, ledger, first); got != "accepted, by Ann: the sentence says so" {
		t.Errorf("a makes it %s", got)
	}
	if judged(b) != second || left(b) != all-1 {
		t.Errorf("after a decision %s stands there, with %d of %d left", judged(b), left(b), all)
	}
	if got := Value[string](b, `document.querySelector(".last").innerText`); !strings.Contains(got, "Accepted") {
		t.Errorf("the page says of the last decision %q", got)
	}

	press(b, "u")
	if got := status(t, ledger, first); !strings.HasPrefix(got, "proposed, by Ann") || judged(b) != first || left(b) != all {
		t.Errorf("u makes it %s and leads to %s, with %d left", got, judged(b), left(b))
	}

	// Letters typed into a field decide nothing.
	b.Do(chromedp.KeyEvent("r"))
	b.Wait(`document.activeElement.name === "reason" && document.getElementById("rejecting").open`)
	b.Do(chromedp.KeyEvent("a just remark, jaeu"), chromedp.KeyEvent(kb.Escape))
	b.Wait(`document.activeElement.tagName === "SUMMARY" && !document.getElementById("rejecting").open`)
	if got := status(t, ledger, first); !strings.HasPrefix(got, "proposed") {
		t.Errorf("typing made it %s", got)
	}
	b.Do(chromedp.KeyEvent("r"))
	b.Wait(`document.activeElement.name === "reason"`)
	press(b, kb.Enter)
	if got := status(t, ledger, first); got != "rejected, by Ann: a just remark, jaeu" {
		t.Errorf("r makes it %s", got)
	}

	// Amending in place: what is wrong is told beside the field, and what was typed stays.
	third := judged(b)
	b.Do(chromedp.KeyEvent("e"))
	b.Wait(`document.getElementById("amending").open && document.activeElement.closest("#amending") !== null`)
	b.Do(chromedp.Evaluate[chromedp.Void](`(() => { const f = document.querySelector("#amending form");
		f.elements["r.date"].value = "some day"; f.elements.reason.value = "the minister spoke of another day"; f.elements.reason.focus(); })()`))
	press(b, kb.Enter)
	if got := Value[string](b, `document.querySelector("#amending .wrong").innerText + " | " + document.activeElement.name + " | " + document.querySelector("#amending [name=reason]").value`); !strings.Contains(got, "not a day") || !strings.HasSuffix(got, "| r.date | the minister spoke of another day") {
		t.Errorf("a date that is none is answered %q", got)
	}
	b.Do(chromedp.Evaluate[chromedp.Void](`document.activeElement.value = "2025-01-25"`))
	press(b, kb.Enter)
	if got := status(t, ledger, third); got != "amended, by Ann: the minister spoke of another day" {
		t.Errorf("e makes it %s", got)
	}

	// What was decided stands in the log, with what changed.
	b.Do(chromedp.Navigate(base + "/review/log"))
	if got := Value[string](b, `document.querySelector(".log").innerText`); !strings.Contains(got, "26 January 2025 → 25 January 2025") || strings.Count(got, "Ann") != 4 || !strings.Contains(got, "does not count any more") {
		t.Errorf("the log says %s", got)
	}

	// The keys can be turned off, and stay so.
	b.Do(chromedp.Navigate(base+"/review"), chromedp.KeyEvent("?"))
	b.Wait(`document.getElementById("keys").open`)
	b.Do(chromedp.Evaluate[chromedp.Void](`document.getElementById("single-keys").click()`), chromedp.Navigate(base+"/review"))
	now := judged(b)
	b.Do(chromedp.KeyEvent("a"))
	if got := status(t, ledger, now); got != "proposed (<nil>)" {
		t.Errorf("with the keys turned off a makes it %s", got)
	}
}

func TestTheQueueIsWorkedWithoutScripts(t *testing.T) {
	b := Open(t)
	base, ledger := serveReview(t)
	b.Width(390, 800, true)
	b.Scripts(false)
	signIn(b, base, "Bea")
	first := judged(b)
	click := func(selector string) {
		t.Helper()
		b.Do(chromedp.Evaluate[chromedp.Void](`document.documentElement.dataset.old = "1"`), chromedp.Click(chromedp.CSS(selector)))
		b.Wait(`document.readyState === "complete" && !document.documentElement.dataset.old && document.querySelector("main") !== null`)
	}
	click(".yes")
	if got := status(t, ledger, first); !strings.HasPrefix(got, "accepted, by Bea") {
		t.Errorf("accepting makes it %s", got)
	}
	click("#undo button")
	if got := status(t, ledger, first); !strings.HasPrefix(got, "proposed, by Bea") {
		t.Errorf("undoing makes it %s", got)
	}
	b.Do(chromedp.Click(chromedp.CSS("#rejecting summary")), chromedp.Focus(chromedp.CSS("#rejecting [name=reason]")), chromedp.KeyEvent("he meant another flight"))
	click("#rejecting button")
	if got := status(t, ledger, first); got != "rejected, by Bea: he meant another flight" {
		t.Errorf("rejecting makes it %s", got)
	}
}

func TestTwoReviewersDoNotOverwriteEachOther(t *testing.T) {
	ann, bea := Open(t), Open(t)
	base, ledger := serveReview(t)
	for name, b := range map[string]*Tab{"Ann": ann, "Bea": bea} {
		b.Width(1280, 900, false)
		signIn(b, base, name)
	}
	id := judged(ann)
	bea.Do(chromedp.Navigate(base + "/review?entry=" + id))
	if got := Value[string](bea, `document.querySelector(".looking").innerText`); got != "Ann is looking at this too." {
		t.Errorf("Bea is told %q", got)
	}
	press(ann, "a")
	bea.Do(chromedp.KeyEvent("r"), chromedp.KeyEvent("not so"))
	press(bea, kb.Enter)
	got := Value[string](bea, `document.querySelector("main").innerText`)
	for _, want := range []string{"Somebody has decided about it meanwhile", "Ann", "the sentence says so"} {
		if !strings.Contains(got, want) {
			t.Errorf("Bea is not told %q: %s", want, got)
		}
	}
	if got := status(t, ledger, id); got != "accepted, by Ann: the sentence says so" {
		t.Errorf("it is %s", got)
	}
	// She has seen it now, and may still decide otherwise.
	if got := Value[string](bea, `document.querySelector("#rejecting [name=reason]").value`); got != "not so" {
		t.Errorf("what she typed is %q", got)
	}
	bea.Do(chromedp.Focus(chromedp.CSS("#rejecting [name=reason]")))
	press(bea, kb.Enter)
	if got := status(t, ledger, id); got != "rejected, by Bea: not so" {
		t.Errorf("it is %s", got)
	}
}

func TestEventsAreMergedAndSplit(t *testing.T) {
	b := Open(t)
	base, ledger := serveReview(t)
	b.Width(1280, 900, false)
	signIn(b, base, "Max")
	b.Do(chromedp.Navigate(base + "/review?kind=act"))
	press(b, "m")
	b.Wait(`location.pathname.startsWith("/review/events/")`)
	if n := Value[int](b, `document.querySelectorAll("#split ~ form").length`); n != 0 {
		t.Fatalf("an event of one entry offers to be split")
	}
	b.Do(chromedp.Evaluate[chromedp.Void](`(() => { const f = document.querySelector("#merge ~ form"); f.elements.other.value = "` + idOf(demarche.KindAct, 1) + `"; f.elements.reason.value = "both tell of one"; f.elements.reason.focus(); })()`))
	press(b, kb.Enter)
	if n := Value[int](b, `document.querySelectorAll("#split ~ form .choose li").length`); n < 2 {
		t.Errorf("merged it has %d entries: %s", n, Value[string](b, `document.querySelector("main").innerText`))
	}
	b.Do(chromedp.Evaluate[chromedp.Void](`(() => { const f = document.querySelector("#split ~ form"); f.elements.entry[0].checked = true; f.elements.reason.value = "they were two after all"; f.elements.reason.focus(); })()`))
	press(b, kb.Enter)
	if n := Value[int](b, `document.querySelectorAll("#split ~ form .choose li").length`); n != 0 {
		t.Errorf("split it has %d entries: %s", n, Value[string](b, `document.querySelector("main").innerText`))
	}
	press(b, "u") // the split is taken back
	if n := Value[int](b, `document.querySelectorAll("#split ~ form .choose li").length`); n < 2 {
		t.Errorf("u leaves it with %d entries: %s", n, Value[string](b, `document.querySelector("main").innerText`))
	}
	links, err := ledger.Links(t.Context(), "")
	if err != nil || len(links) != 3 || links[2].Undoes != links[1].Sequence || links[0].Reviewer != "Max" || links[0].What != demarche.ToAccept || links[1].What != demarche.ToReject {
		t.Errorf("the ledger has %+v (%v)", links, err)
	}
}

// From the queue to the merge and back, by keys alone, with the queue still narrowed.
func TestEventsAreMergedByKeyboard(t *testing.T) {
	b := Open(t)
	base, ledger := serveReview(t)
	b.Width(1280, 900, false)
	signIn(b, base, "Ann")
	const boxes = `document.querySelectorAll(".choose input").length`
	kind, from := "", ""
	for _, k := range []string{"position", "act", "count", "movement"} { // of some kinds no other event is near
		b.Do(chromedp.Navigate(base + "/review?kind=" + k))
		from = judged(b)
		press(b, "m")
		if Value[int](b, boxes) > 0 {
			kind = k
			break
		}
	}
	if kind == "" {
		t.Fatal("no event of the fixture has another near")
	}
	b.Wait(`document.activeElement.matches(".choose input[type=checkbox]")`)
	b.Do(chromedp.KeyEvent("?"))
	b.Wait(`document.getElementById("keys").open`)
	b.Do(chromedp.KeyEvent("j"), chromedp.KeyEvent("k"), chromedp.KeyEvent("x"))
	b.Wait(`document.querySelector(".choose input").checked`)
	b.Do(chromedp.KeyEvent("m"))
	b.Wait(`document.activeElement.name === "reason"`)
	b.Do(chromedp.KeyEvent("the same aircraft"))
	press(b, kb.Enter)
	links, err := ledger.Links(t.Context(), "")
	if err != nil || len(links) != 1 || links[0].Reason != "the same aircraft" || links[0].Reviewer != "Ann" {
		t.Errorf("the ledger has %+v (%v)", links, err)
	}
	press(b, "b")
	if got := Value[string](b, `location.pathname + location.search`); got != "/review?entry="+from+"&kind="+kind {
		t.Errorf("b leads to %s", got)
	}
	b.Quiet(base)
}

func TestConnectionsAreConfirmedAndDropped(t *testing.T) {
	b := Open(t)
	base, ledger := serveReview(t)
	b.Width(1280, 900, false)
	signIn(b, base, "Ann")
	b.Do(chromedp.Navigate(base + "/review/connections"))
	left := func() int {
		return Value[int](b, `document.querySelector(".step") === null ? 0 : parseInt(document.querySelector(".step b").innerText)`)
	}
	all := left()
	if all < 2 {
		t.Fatalf("%d connections are proposed", all)
	}
	if got := Value[string](b, `document.querySelector(".pair").innerText`); !strings.Contains(got, "threatens") || !strings.Contains(got, "is carried out by") {
		t.Errorf("the first is %q", got)
	}
	press(b, "j")
	press(b, "k")
	press(b, "a")
	if left() != all-1 {
		t.Errorf("%d of %d are left", left(), all)
	}
	b.Do(chromedp.KeyEvent("r"))
	b.Wait(`document.activeElement.name === "reason"`)
	b.Do(chromedp.KeyEvent("of another matter"))
	press(b, kb.Enter)
	links, err := ledger.Links(t.Context(), "")
	if err != nil || len(links) != 2 || links[0].What != demarche.ToAccept || links[0].Relation != demarche.CarriesOut || links[1].What != demarche.ToReject || links[1].Reason != "of another matter" || links[1].Reviewer != "Ann" {
		t.Errorf("the ledger has %+v (%v)", links, err)
	}
	// It is taken back by a key, and by the page of what was decided.
	press(b, "u")
	if links, err = ledger.Links(t.Context(), ""); err != nil || len(links) != 3 || links[2].What != demarche.ToUndo || links[2].Undoes != links[1].Sequence || left() != all-1 {
		t.Errorf("u makes it %+v (%v), with %d left", links, err, left())
	}
	b.Do(chromedp.Navigate(base + "/review/log"))
	b.Do(chromedp.Evaluate[chromedp.Void](`document.documentElement.dataset.old = "1"`), chromedp.Click(chromedp.CSS(".log form button")))
	b.Wait(`document.readyState === "complete" && !document.documentElement.dataset.old && document.querySelectorAll(".log > li").length === 4`)
	if links, err = ledger.Links(t.Context(), ""); err != nil || len(links) != 4 || links[3].What != demarche.ToUndo || links[3].Undoes != links[0].Sequence {
		t.Errorf("the ledger has %+v (%v)", links, err)
	}
}

// idOf gives the id of the nth record of a kind in the fixture.
func idOf(k demarche.Kind, nth int) string {
	for _, r := range webfixture.Reports() {
		for _, rec := range r.Records {
			if rec.Shared().Kind != k {
				continue
			}
			if nth == 0 {
				return rec.Shared().ID
			}
			nth--
		}
	}
	return ""
}

// reviewPages lists the pages of those who review.
func reviewPages() []string {
	return []string{
		"/review", "/review?kind=movement", "/review?kind=quote&state=Brazil", "/review?kind=count", "/review?kind=gap", "/review?kind=office",
		"/review?entry=" + idOf(demarche.KindPosition, 0), "/review/connections", "/review/log", "/review/events/" + idOf(demarche.KindAct, 1), "/account", "/operations",
	}
}

func TestReviewPagesCanBeUsedByEverybody(t *testing.T) {
	b := Open(t)
	base, _ := serveReview(t)
	b.Width(1280, 900, false)
	b.Do(chromedp.Navigate(base + "/sign-in"))
	if got := Value[string](b, audit); got != "" {
		t.Errorf("signing in:\n%s", got)
	}
	signIn(b, base, "Max")
	press(b, "a")
	b.Do(chromedp.Navigate(base+"/review?entry="+idOf(demarche.KindMovement, 0)), chromedp.KeyEvent("e"), chromedp.Focus(chromedp.CSS("#amending [name=reason]")), chromedp.KeyEvent("so"),
		chromedp.Evaluate[chromedp.Void](`document.querySelector("#amending [name='r.people']").value = "170"`))
	press(b, kb.Enter)
	for _, width := range []int64{360, 1280} {
		for _, dark := range []bool{false, true} {
			b.Width(width, 900, dark)
			for _, p := range reviewPages() {
				b.Do(chromedp.Navigate(base+p), chromedp.Evaluate[chromedp.Void](`document.querySelectorAll("details").forEach(d => d.open = true)`))
				if got := Value[string](b, audit); got != "" {
					t.Errorf("%s, dark %t:\n%s", p, dark, got)
				}
				if got := Value[int](b, `document.documentElement.scrollWidth`); int64(got) > width {
					t.Errorf("%s is %d pixels wide in a window of %d: %s", p, got, width, Value[string](b, widest))
				}
				if n := Value[int](b, `document.querySelectorAll("img, iframe, object, script:not([src])").length`); n != 0 {
					t.Errorf("%s holds %d elements that a report brought", p, n)
				}
			}
		}
	}
	b.Quiet(base)
}
