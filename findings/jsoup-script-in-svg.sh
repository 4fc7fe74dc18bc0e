#!/bin/sh
# jsoup 1.24.1 (org.jsoup:jsoup, on Maven Central): a script within SVG has text only.
#
# HTML standard, 13.2.6.5: the start tag of a script in SVG becomes an element of SVG, and does not change how the text
# behind it is read (only 13.2.6.4.4, of HTML, switches to script data). Expected: the "a" within it is an element.
# Seen: it is text of the script.
#
# Needs: a JDK of 17 or newer, Maven, the network. Exit status: 0 as seen, 1 if it has changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

mvn -q -B -ntp org.apache.maven.plugins:maven-dependency-plugin:3.8.1:get -Dartifact=org.jsoup:jsoup:1.24.1 -Dtransitive=false
mvn -q -B -ntp org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy -Dartifact=org.jsoup:jsoup:1.24.1 -DoutputDirectory=lib

cat >Svg.java <<'JAVA'
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

class Svg {
  public static void main(String[] args) {
    Document page = Jsoup.parse("<svg><script><a href=x></a></script></svg>");
    System.out.println(page.select("a").size() + " a");
  }
}
JAVA
seen=$(java -cp 'lib/*' Svg.java)
echo "$seen"
[ "$seen" = "0 a" ] || { echo 'It has changed.'; exit 1; }
