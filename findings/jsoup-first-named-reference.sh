#!/bin/sh
# jsoup 1.24.1 (org.jsoup:jsoup, on Maven Central): the first name that is asked for has one code point of two.
#
# 93 named character references stand for two code points (HTML standard, 13.5): "NotEqualTilde;" is U+2242 U+0338.
# Entities.codepointsForName(name, codepoints) says how many there are. The names of two are known only once the table
# of all names has been read, and the lookup of two comes first, before the table. So the first call in a JVM finds one
# code point, and the same call finds two from then on. Expected: 2 and 2. Seen: 1 and 2. To ask isNamedEntity(name)
# first, as jsoup's own parser does, helps.
#
# Needs: a JDK of 17 or newer, Maven, the network. Exit status: 0 as seen, 1 if it has changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

mvn -q -B -ntp org.apache.maven.plugins:maven-dependency-plugin:3.8.1:get -Dartifact=org.jsoup:jsoup:1.24.1 -Dtransitive=false
mvn -q -B -ntp org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy -Dartifact=org.jsoup:jsoup:1.24.1 -DoutputDirectory=lib

cat >First.java <<'JAVA'
import org.jsoup.nodes.Entities;

class First {
  public static void main(String[] args) {
    int[] points = new int[2];
    System.out.println(Entities.codepointsForName("NotEqualTilde", points));
    System.out.println(Entities.codepointsForName("NotEqualTilde", points));
  }
}
JAVA
seen=$(java -cp 'lib/*' First.java)
echo "$seen"
[ "$seen" = "1
2" ] || { echo 'It has changed.'; exit 1; }
