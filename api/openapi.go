package api

import (
	"cmp"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"demarche"
	"demarche/answers"
	"demarche/cite"
)

// Description gives what the API says of itself at /openapi.json.
func Description() ([]byte, error) { return describe(operations()) }

// describe writes the operations as OpenAPI 3.1, with the schema of every answer.
func describe(ops []operation) ([]byte, error) {
	schemas := newSchemas()
	doc := huma.OpenAPI{
		OpenAPI: "3.1.0",
		Info: &huma.Info{
			Title: "Demarche", Version: "1",
			Description: "Where states stand on returns and deportations, and the sentences that say so. Every entry rests on exact characters of a report. docs/api.md tells more.",
			License:     &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"},
		},
		Servers: []*huma.Server{{URL: "/"}},
		Components: &huma.Components{
			Schemas: schemas, Responses: sharedResponses(schemas), Parameters: sharedParams(), Headers: sharedHeaders(),
			SecuritySchemes: securitySchemes(),
		},
		Security: []map[string][]string{{}, {bearerScheme: {}}},
		Paths:    map[string]*huma.PathItem{},
	}
	for _, o := range ops {
		doc.Paths[o.Path] = &huma.PathItem{Get: o.describe(schemas)}
	}
	doc.Paths[decidePath] = &huma.PathItem{Post: describeDecide(schemas)}
	finish(schemas)
	explain(schemas)
	for _, path := range doc.Paths {
		if path.Get == nil {
			continue
		}
		if m := path.Get.Responses["200"].Content[jsonMedia]; m != nil {
			notNull(m.Schema)
		}
	}
	b, err := json.Marshal(&doc)
	if err != nil {
		return nil, fmt.Errorf("describe the API: %w", err)
	}
	return b, nil
}

func (o operation) describe(schemas huma.Registry) *huma.Operation {
	ok := &huma.Response{
		Description: "The answer", Headers: map[string]*huma.Header{"ETag": refHeader("ETag"), "RateLimit": refHeader("RateLimit"), "RateLimit-Policy": refHeader("RateLimitPolicy")},
		Content: map[string]*huma.MediaType{jsonMedia: {Schema: schemas.Schema(o.Answer, true, o.ID)}},
	}
	if o.Media != nil {
		ok.Content = make(map[string]*huma.MediaType)
		for _, media := range o.Media {
			schema := &huma.Schema{Type: huma.TypeString}
			if strings.HasSuffix(media, "+json") {
				schema = &huma.Schema{Type: huma.TypeObject}
				if strings.Contains(media, "csl") {
					schema = &huma.Schema{Type: huma.TypeArray, Items: &huma.Schema{Type: huma.TypeObject}}
				}
			}
			ok.Content[media] = &huma.MediaType{Schema: schema}
		}
	}
	if o.Table != nil {
		ok.Content[csvMedia] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString}}
	}
	op := &huma.Operation{
		OperationID: o.ID, Summary: o.Summary,
		Parameters: []*huma.Param{{Ref: "#/components/parameters/IfNoneMatch"}},
		Responses: map[string]*huma.Response{
			"200": ok, "304": refResponse("NotModified"), "429": refResponse("TooManyRequests"), "503": refResponse("NotYet"), "default": refResponse("Problem"),
		},
	}
	for _, p := range o.Params {
		op.Parameters = append(op.Parameters, p.describe())
		if p.Name == "offset" {
			ok.Headers["X-Total-Count"], ok.Headers["Link"] = refHeader("TotalCount"), refHeader("Link")
		}
	}
	return op
}

func refResponse(name string) *huma.Response {
	return &huma.Response{Ref: "#/components/responses/" + name}
}

func refHeader(name string) *huma.Header { return &huma.Header{Ref: "#/components/headers/" + name} }

// sharedResponses are the answers that every question may have.
func sharedResponses(schemas huma.Registry) map[string]*huma.Response {
	failure := func(about string, headers map[string]*huma.Header) *huma.Response {
		return &huma.Response{
			Description: about, Headers: headers,
			Content: map[string]*huma.MediaType{problemMedia: {Schema: schemas.Schema(reflect.TypeFor[problem](), true, "")}},
		}
	}
	later := map[string]*huma.Header{"Retry-After": refHeader("RetryAfter")}
	limited := map[string]*huma.Header{"Retry-After": refHeader("RetryAfter"), "RateLimit": refHeader("RateLimit"), "RateLimit-Policy": refHeader("RateLimitPolicy")}
	return map[string]*huma.Response{
		"Problem":         failure("What is wrong with the question, or that the server failed (RFC 9457)", nil),
		"TooManyRequests": failure("Too many questions from one address; ask again after the time that Retry-After gives", limited),
		"NotYet":          failure("What the answer takes is being made; ask again after the time that Retry-After gives", later),
		"NotModified":     {Description: "The answer is the one that the client has"},
	}
}

func sharedParams() map[string]*huma.Param {
	return map[string]*huma.Param{"IfNoneMatch": {
		Name: "If-None-Match", In: "header", Description: "the ETag of an answer that the client has; 304 if it is still the answer", Schema: &huma.Schema{Type: huma.TypeString},
	}}
}

func sharedHeaders() map[string]*huma.Header {
	text, number := &huma.Schema{Type: huma.TypeString}, &huma.Schema{Type: huma.TypeInteger}
	return map[string]*huma.Header{
		"ETag":       {Description: "names this answer; it changes when the answer does", Schema: text},
		"TotalCount": {Description: "entries in the whole list", Schema: number},
		"Link":       {Description: `address of the next part of the list, with rel="next" (RFC 8288); absent on the last`, Schema: text},
		"RetryAfter": {Description: "seconds", Schema: number},
		"RateLimit":  {Description: `how often the client still may ask at once, and in how many seconds as often as ever: "client";r=73;t=2; absent if nobody counts`, Schema: text},
		"RateLimitPolicy": {
			Description: `how often a client may ask at once, and how many seconds that takes to come back: "client";q=100;w=5; absent if nobody counts`, Schema: text,
		},
	}
}

func (p param) describe() *huma.Param {
	s := &huma.Schema{Type: huma.TypeString}
	switch {
	case p.Integer:
		s.Type = huma.TypeInteger
	case p.Boolean:
		s.Type = huma.TypeBoolean
	}
	for _, v := range p.Enum {
		s.Enum = append(s.Enum, v)
	}
	out := &huma.Param{Name: p.Name, In: "query", Description: p.About, Required: p.Required, Schema: s}
	if p.Path {
		out.In = "path"
	}
	if p.Example != "" {
		out.Example = p.Example
	}
	return out
}

// newSchemas makes a register of schemas that knows how the types of the
// program write themselves as JSON where that is not how Go would.
func newSchemas() huma.Registry {
	r := huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer)
	// Empty is null.
	for _, t := range []reflect.Type{reflect.TypeFor[demarche.Optional](), reflect.TypeFor[demarche.State](), reflect.TypeFor[demarche.Date](), reflect.TypeFor[demarche.Channel]()} {
		r.RegisterTypeAlias(t, reflect.TypeFor[nullable]())
	}
	r.RegisterTypeAlias(reflect.TypeFor[demarche.Term](), reflect.TypeFor[oneOf[demarche.Term]]())
	r.RegisterTypeAlias(reflect.TypeFor[demarche.ActType](), reflect.TypeFor[oneOf[demarche.ActType]]())
	r.RegisterTypeAlias(reflect.TypeFor[demarche.Stance](), reflect.TypeFor[oneOf[demarche.Stance]]())
	r.RegisterTypeAlias(reflect.TypeFor[demarche.People](), reflect.TypeFor[oneOf[demarche.People]]())
	r.RegisterTypeAlias(reflect.TypeFor[demarche.Means](), reflect.TypeFor[oneOf[demarche.Means]]())
	r.RegisterTypeAlias(reflect.TypeFor[demarche.Status](), reflect.TypeFor[oneOf[demarche.Status]]())
	r.RegisterTypeAlias(reflect.TypeFor[demarche.GapType](), reflect.TypeFor[oneOf[demarche.GapType]]())
	r.RegisterTypeAlias(reflect.TypeFor[answers.Verdict](), reflect.TypeFor[oneOf[answers.Verdict]]())
	r.RegisterTypeAlias(reflect.TypeFor[answers.TermStatus](), reflect.TypeFor[oneOf[answers.TermStatus]]())
	r.RegisterTypeAlias(reflect.TypeFor[demarche.Relation](), reflect.TypeFor[oneOf[demarche.Relation]]())
	r.RegisterTypeAlias(reflect.TypeFor[answers.ConnectionStatus](), reflect.TypeFor[oneOf[answers.ConnectionStatus]]())
	r.RegisterTypeAlias(reflect.TypeFor[answers.SeriesKind](), reflect.TypeFor[oneOf[answers.SeriesKind]]())
	r.RegisterTypeAlias(reflect.TypeFor[answers.Sureness](), reflect.TypeFor[oneOf[answers.Sureness]]())
	r.RegisterTypeAlias(reflect.TypeFor[answers.FindingKind](), reflect.TypeFor[oneOf[answers.FindingKind]]())
	r.RegisterTypeAlias(reflect.TypeFor[cite.Form](), reflect.TypeFor[oneOf[cite.Form]]())
	r.RegisterTypeAlias(reflect.TypeFor[demarche.Speaker](), reflect.TypeFor[speaker]()) // always a pointer
	r.RegisterTypeAlias(reflect.TypeFor[answers.Item](), reflect.TypeFor[entry]())
	r.RegisterTypeAlias(reflect.TypeFor[demarche.Record](), reflect.TypeFor[record]())
	r.RegisterTypeAlias(reflect.TypeFor[demarche.Field](), reflect.TypeFor[provenField]())
	return r
}

// values lists what a type can say, for those of which the description names it. It is read only.
var values = map[reflect.Type][]string{
	reflect.TypeFor[demarche.Term]():    texts(demarche.Terms()...),
	reflect.TypeFor[demarche.ActType](): texts(demarche.ActTypes()...),
	// A stance in force can be contested, or empty where only others have spoken.
	reflect.TypeFor[demarche.Stance]():  texts(demarche.Accept, demarche.Refuse, demarche.Unsettled, answers.Contested, ""),
	reflect.TypeFor[demarche.People]():  texts(demarche.OwnNationals, demarche.ThirdNationals, demarche.AnyPeople),
	reflect.TypeFor[demarche.Means]():   texts(demarche.MilitaryAircraft, demarche.CivilianAircraft, demarche.Land, demarche.Sea, demarche.MeansAny, demarche.MeansUnknown),
	reflect.TypeFor[demarche.Status]():  texts(demarche.Planned, demarche.UnderWay, demarche.Completed, demarche.TurnedBack, demarche.Cancelled),
	reflect.TypeFor[demarche.GapType](): texts(demarche.NoResponse, demarche.Declined, demarche.NotSpecified, demarche.NotDisclosed, demarche.Unconfirmed),
	reflect.TypeFor[answers.Verdict]():  texts(answers.Yes, answers.YesWithTerms, answers.No, answers.Disputed, answers.Undecided, answers.Unknown),

	reflect.TypeFor[answers.TermStatus]():       texts(answers.TermMet, answers.TermUnmet, answers.TermNotSaid),
	reflect.TypeFor[demarche.Relation]():        texts(demarche.Relations()...),
	reflect.TypeFor[answers.ConnectionStatus](): texts(answers.ConnectionProposed, answers.ConnectionConfirmed, answers.ConnectionDropped),
	reflect.TypeFor[answers.SeriesKind]():       texts(answers.ExistingRoom, answers.AnnouncedRoom, answers.PeopleHeld, answers.PeopleSent, answers.PeopleToSend),
	reflect.TypeFor[answers.FindingKind]():      texts(answers.FoundEntry, answers.FoundReport),
	reflect.TypeFor[cite.Form]():                texts(cite.Forms()...),
	reflect.TypeFor[answers.Sureness]():         texts(answers.Sure, answers.Likely, answers.Doubtful, ""), // empty where nobody was first
}

// oneOf describes a text that is one of the values of T.
type oneOf[T ~string] string

// Schema implements huma.SchemaProvider.
func (oneOf[T]) Schema(huma.Registry) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeString}
	for _, v := range values[reflect.TypeFor[T]()] {
		s.Enum = append(s.Enum, v)
	}
	return s
}

// nullable describes a text that may be null.
type nullable string

// Schema implements huma.SchemaProvider.
func (nullable) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Nullable: true}
}

// entry describes an entry in a list: a record of any kind in its own fields,
// and the report in which it was read.
type entry struct{}

// Schema implements huma.SchemaProvider.
func (entry) Schema(r huma.Registry) *huma.Schema {
	return anyKind(r, "Entry", map[demarche.Kind]reflect.Type{
		demarche.KindPosition: reflect.TypeFor[positionEntry](), demarche.KindAct: reflect.TypeFor[actEntry](),
		demarche.KindMovement: reflect.TypeFor[movementEntry](), demarche.KindCount: reflect.TypeFor[countEntry](),
		demarche.KindQuote: reflect.TypeFor[quoteEntry](), demarche.KindGap: reflect.TypeFor[gapEntry](),
		demarche.KindOffice: reflect.TypeFor[officeEntry](),
	})
}

// record describes a record of any kind in its own fields.
type record struct{}

// Schema implements huma.SchemaProvider.
func (record) Schema(r huma.Registry) *huma.Schema {
	return anyKind(r, "Record", map[demarche.Kind]reflect.Type{
		demarche.KindPosition: reflect.TypeFor[demarche.Position](), demarche.KindAct: reflect.TypeFor[demarche.Act](),
		demarche.KindMovement: reflect.TypeFor[demarche.Movement](), demarche.KindCount: reflect.TypeFor[demarche.Count](),
		demarche.KindQuote: reflect.TypeFor[demarche.Quote](), demarche.KindGap: reflect.TypeFor[demarche.Gap](),
		demarche.KindOffice: reflect.TypeFor[demarche.Office](),
	})
}

// anyKind describes something that has a form for each kind of record.
func anyKind(r huma.Registry, name string, of map[demarche.Kind]reflect.Type) *huma.Schema {
	if _, ok := r.Map()[name]; !ok {
		r.Map()[name] = nil // being made
		var kinds []*huma.Schema
		for kind, t := range of {
			ref := r.Schema(t, true, "")
			r.SchemaFromRef(ref.Ref).Properties["kind"] = &huma.Schema{Type: huma.TypeString, Enum: []any{string(kind)}}
			kinds = append(kinds, ref)
		}
		sortByRef(kinds)
		r.Map()[name] = &huma.Schema{OneOf: kinds, Discriminator: &huma.Discriminator{PropertyName: "kind", Mapping: mapping(r, kinds)}}
	}
	return &huma.Schema{Ref: "#/components/schemas/" + name}
}

// provenField describes a thing that a line of the log says, as demarche.Field writes itself.
type provenField struct {
	Name   string `json:"name"`
	Value  string `json:"value" doc:"empty if it is not UTF-8"`
	Base64 string `json:"base64,omitempty" doc:"the value if it is not UTF-8"`
}

// Entries as lists write them, one type for each kind of record.
type (
	positionEntry struct {
		demarche.Position
		Report answers.Report `json:"report"`
	}
	actEntry struct {
		demarche.Act
		Report answers.Report `json:"report"`
	}
	movementEntry struct {
		demarche.Movement
		Report answers.Report `json:"report"`
	}
	countEntry struct {
		demarche.Count
		Report answers.Report `json:"report"`
	}
	quoteEntry struct {
		demarche.Quote
		Report answers.Report `json:"report"`
	}
	gapEntry struct {
		demarche.Gap
		Report answers.Report `json:"report"`
	}
	officeEntry struct {
		demarche.Office
		Report answers.Report `json:"report"`
	}
)

// speaker describes who says something, null where the report says it itself.
type speaker struct{}

// Schema implements huma.SchemaProvider.
func (speaker) Schema(huma.Registry) *huma.Schema {
	text := &huma.Schema{Type: huma.TypeString, Nullable: true}
	return &huma.Schema{AnyOf: []*huma.Schema{
		{
			Type: huma.TypeObject, AdditionalProperties: false, Required: []string{"name", "role", "state"},
			Properties: map[string]*huma.Schema{"name": text, "role": text, "state": text},
		},
		{Type: "null"},
	}}
}

func sortByRef(ss []*huma.Schema) {
	slices.SortFunc(ss, func(a, b *huma.Schema) int { return cmp.Compare(a.Ref, b.Ref) })
}

// mapping says which schema each kind of record has.
func mapping(r huma.Registry, kinds []*huma.Schema) map[string]string {
	out := make(map[string]string, len(kinds))
	for _, k := range kinds {
		kind, _ := r.SchemaFromRef(k.Ref).Properties["kind"].Enum[0].(string)
		out[kind] = k.Ref
	}
	return out
}

// finish corrects what huma cannot know: lists are never null here.
func finish(r huma.Registry) {
	for _, s := range r.Map() {
		notNull(s)
	}
}

func notNull(s *huma.Schema) {
	if s == nil {
		return
	}
	if s.Type == huma.TypeArray {
		s.Nullable = false
		notNull(s.Items)
	}
	for _, p := range s.Properties {
		notNull(p)
	}
}
