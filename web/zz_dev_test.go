package web
import ("testing";"os";"encoding/json";"demarche";"strings")
func TestDevPage(t *testing.T){
 n:=os.Getenv("DEVREPORT"); if n=="" {t.Skip()}
 b,_:=os.ReadFile(n+".txt"); j,_:=os.ReadFile(n+".json")
 var r demarche.Reading
 if err:=json.Unmarshal(j,&r);err!=nil{t.Fatal(err)}
 txt:=string(b); title:=strings.SplitN(txt,"\n",2)[0]
 if len(title)>140 {title=""}
 h:=demarche.HashOf(b)
 for _,x:=range r.Records { x.Shared().ID,_=demarche.Identify(h,x) }
 f,_:=os.Create("/tmp/web/report.html"); defer f.Close()
 if err:=Report(f,demarche.Document{Name:r.Doc.File,Title:title,Published:r.Doc.Published,Lang:"en",Text:txt},r);err!=nil{t.Fatal(err)}
}
