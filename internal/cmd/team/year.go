package main

import (
	"cmp"
	"errors"
	"slices"
)

// Assumed is what the arithmetic takes for granted, because nothing here measures it.
type Assumed struct {
	YearPages, DayPages float64   // of the world's news
	Shares              []float64 // of pages that the gate lets through: they are kept and read. Where one is meant, it is the middle one
	Peak                float64   // how many times the mean the busiest hours are
	Busy                float64   // how much of a core's time is used at most, so that something is left
	PackedPage          float64   // bytes of a page of a real paper as the ledger keeps it
	ArchivedPage        float64   // bytes of a page in a web archive, packed
	MachineCores        float64
	MachineMemory       float64 // bytes
	MachineDisk         float64 // bytes
	CoreHour            float64 // dollars
	MemoryHour          float64 // dollars a GB
	DiskMonth           float64 // dollars a GB, fast
	ArchiveMonth        float64 // dollars a GB, slow
}

const (
	gb           = 1e9
	hoursAMonth  = 730
	secondsADay  = 86400
	daysAYear    = 365
	hostsAtOnce  = 8 // of a worker, work/queue
	betweenTwo   = 5 // seconds between two requests to a host, source/fetch
	middleOfThem = 1 // of the shares
)

func assumed() Assumed {
	return Assumed{
		YearPages: 400e6, DayPages: 20e6, Shares: []float64{.01, .03, .12}, Peak: 3, Busy: .7,
		PackedPage: 25e3, ArchivedPage: 25e3, MachineCores: 32, MachineMemory: 128 * gb, MachineDisk: 16e3 * gb,
		CoreHour: .04, MemoryHour: .005, DiskMonth: .10, ArchiveMonth: .02,
	}
}

// Cost is what a page and a report cost by what was measured.
type Cost struct {
	Scan     float64 // core-seconds a page
	Read     float64 // core-seconds a report, of a worker
	Database float64 // core-seconds a report, of PostgreSQL
	Log      float64 // seconds for which the log is taken a report: its capture and its reading
	Disk     float64 // bytes a report
	Ahead    float64 // bytes a report written ahead
	Memory   float64 // bytes a report, of each server
	Ready    float64 // core-seconds a report, of a server that starts without a cache
}

var errNotMeasured = errors.New("not every part was measured: leave -only away")

func (f Figures) cost(a Assumed) (Cost, error) {
	if f.Single == nil || f.Reading == nil || f.Reports == nil || f.Writing == nil || f.Lag == nil || f.Jobs == nil || f.Elsewhere == nil {
		return Cost{}, errNotMeasured
	}
	one := f.Reading.way(oneWorker)
	return Cost{
		Scan: 1 / f.Single.Scan, Read: one.ProgramTime / 1000, Database: one.DatabaseTime / 1000,
		Log: 1/slices.Max(f.Writing.Captures) + 1/slices.Max(f.Writing.Readings), Disk: f.Reading.BytesReport + a.PackedPage, Ahead: f.Reading.LogReport,
		Memory: f.Elsewhere.MemoryGB * gb / f.Elsewhere.Reports, Ready: f.Elsewhere.Ready / f.Elsewhere.Reports,
	}, nil
}

func (r *Reading) way(name string) Way {
	for _, w := range r.Ways {
		if w.Name == name {
			return w
		}
	}
	return Way{}
}

// Own is what an organisation's ledger of so many reports takes.
type Own struct {
	Reports      float64
	ReadHours    float64 // for one worker on one core to read them once
	Disk, Memory float64 // bytes; memory of each server
	ReadyMinutes float64 // of a server without a cache, on one core
}

// owns are the sizes that are shown.
func (a Assumed) owns(f Figures, c Cost) []Own {
	var all []Own
	for _, n := range []float64{10e3, 100e3, 1e6} {
		all = append(all, Own{Reports: n, ReadHours: n / f.Reading.way(oneWorker).Rate / 3600, Disk: n * c.Disk, Memory: n * c.Memory, ReadyMinutes: n * c.Ready / 60})
	}
	return all
}

// Year is what it takes to read archives of a year once.
type Year struct {
	Share, Reports                float64
	ScanHours, ReadHours, DBHours float64 // of cores
	Hours                         float64 // on one machine
	LogHours                      float64 // at least, however many machines there are
	Disk, Archives, Memory        float64 // bytes
	ReadyHours                    float64 // of a server without a cache
	Once, DiskMonth, MemoryMonth  float64 // dollars
	ArchivesMonth                 float64
}

func (a Assumed) year(c Cost, share float64) Year {
	y := Year{Share: share, Reports: a.YearPages * share}
	y.ScanHours, y.ReadHours, y.DBHours = a.YearPages*c.Scan/3600, y.Reports*c.Read/3600, y.Reports*c.Database/3600
	y.LogHours = y.Reports * c.Log / 3600
	all := y.ScanHours + y.ReadHours + y.DBHours
	y.Hours = max(all/(a.MachineCores*a.Busy), y.LogHours)
	y.Disk, y.Archives, y.Memory = y.Reports*c.Disk, a.YearPages*a.ArchivedPage, y.Reports*c.Memory
	y.ReadyHours = y.Reports * c.Ready / 3600
	y.Once = all / a.Busy * a.CoreHour
	y.DiskMonth, y.ArchivesMonth, y.MemoryMonth = y.Disk/gb*a.DiskMonth, y.Archives/gb*a.ArchiveMonth, y.Memory/gb*a.MemoryHour*hoursAMonth
	return y
}

// Stream is what it takes to keep up with pages that come all the time.
type Stream struct {
	Share, Mean, Most             float64 // reports a second
	ScanCores, ReadCores, DBCores float64 // in the busiest hours
	Machines                      float64
	Log                           float64 // share of the time for which the log is taken in the busiest hours
	DiskYear, MemoryYear          float64 // bytes more each year
	AheadDay                      float64 // bytes a day, to be kept for recovery
	CoresMonth, DiskMonth         float64 // dollars; the disk after a year
	MemoryMonth                   float64 // of one server, after a year
}

func (a Assumed) stream(c Cost, share float64) Stream {
	pages := a.DayPages / secondsADay
	s := Stream{Share: share, Mean: pages * share}
	s.Most = s.Mean * a.Peak
	s.ScanCores, s.ReadCores, s.DBCores = pages*a.Peak*c.Scan/a.Busy, s.Most*c.Read/a.Busy, s.Most*c.Database/a.Busy
	cores := s.ScanCores + s.ReadCores + s.DBCores
	s.Machines, s.Log = cores/a.MachineCores, s.Most*c.Log
	year := a.DayPages * daysAYear * share
	s.DiskYear, s.MemoryYear, s.AheadDay = year*c.Disk, year*c.Memory, a.DayPages*share*c.Ahead
	s.CoresMonth, s.DiskMonth, s.MemoryMonth = cores*hoursAMonth*a.CoreHour, s.DiskYear/gb*a.DiskMonth, s.MemoryYear/gb*a.MemoryHour*hoursAMonth
	return s
}

// Limit is a load at which something breaks.
type Limit struct {
	What    string
	At      float64 // reports in the ledger, or a second, or pages a day
	Unit    string
	Days    float64 // of the stream until it is reached; 0 for a rate
	Carries float64 // of a rate: how many times the stream, in its busiest hours, it bears
}

// limits gives what breaks, the first first: rates that the stream is above, then
// what fills up, by days, then the rates that bear it.
func (a Assumed) limits(f Figures, c Cost) []Limit {
	s := a.stream(c, a.Shares[middleOfThem])
	day := s.Mean * secondsADay
	full := func(what string, reports float64) Limit {
		return Limit{What: what, At: reports, Unit: "reports in the ledger", Days: reports / day}
	}
	rate := func(what string, atMost, need float64, unit string) Limit {
		return Limit{What: what, At: atMost, Unit: unit, Carries: atMost / need}
	}
	most := slices.MaxFunc(f.Jobs.Sizes, func(x, y Size) int { return cmp.Compare(x.Work, y.Work) })
	all := []Limit{
		full("the memory of a server, which holds who copies whom and all events", a.MachineMemory/c.Memory),
		full("the start of a server without a cache takes more than an hour", 3600/c.Ready),
		full("the disk of one database", a.MachineDisk/c.Disk),
		rate("the end of the log, at which all writers wait for each other", 1/c.Log, s.Most, "reports a second"),
		rate("jobs taken by one worker that reads nothing", 1000/most.Work, s.Most, "jobs a second"),
		rate("asking papers one by one, by one worker (a feed of archives has no such limit)", hostsAtOnce*secondsADay/betweenTwo, a.DayPages, "pages a day"),
	}
	slices.SortStableFunc(all, func(x, y Limit) int {
		return cmp.Or(cmp.Compare(x.rank(), y.rank()), cmp.Compare(x.Days, y.Days), cmp.Compare(x.Carries, y.Carries))
	})
	return all
}

func (l Limit) rank() int {
	switch {
	case l.Days == 0 && l.Carries < 1:
		return 0
	case l.Days > 0:
		return 1
	}
	return 2
}
