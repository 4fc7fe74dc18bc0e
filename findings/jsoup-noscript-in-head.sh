#!/bin/sh
# jsoup 1.24.1 (org.jsoup:jsoup, on Maven Central): in a noscript of the head any tag becomes an element.
#
# HTML standard, 13.2.6.4.5 (scripting off): a start tag that may not stand in it closes noscript and head, and is read
# again where the body begins. There "image" is "img", and "tr" without a table is nothing. Expected: an img in the
# body, and no tr. Seen: elements "image" and "tr" within noscript, so that whoever looks for img finds none.
# The case is real: pages count visits by an image in a noscript of their head.
#
# Needs: a JDK of 17 or newer, Maven, the network. Exit status: 0 as seen, 1 if it has changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

mvn -q -B -ntp org.apache.maven.plugins:maven-dependency-plugin:3.8.1:get -Dartifact=org.jsoup:jsoup:1.24.1 -Dtransitive=false
mvn -q -B -ntp org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy -Dartifact=org.jsoup:jsoup:1.24.1 -DoutputDirectory=lib

cat >Noscript.java <<'JAVA'
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

class Noscript {
  public static void main(String[] args) {
    Document page = Jsoup.parse("<head><noscript><image src=i><tr></noscript></head>");
    System.out.println(page.select("body img").size() + " img in the body");
    System.out.println(page.select("noscript image").size() + " image in noscript");
    System.out.println(page.select("noscript tr").size() + " tr in noscript");
  }
}
JAVA
seen=$(java -cp 'lib/*' Noscript.java)
echo "$seen"
[ "$seen" = "0 img in the body
1 image in noscript
1 tr in noscript" ] || { echo 'It has changed.'; exit 1; }
