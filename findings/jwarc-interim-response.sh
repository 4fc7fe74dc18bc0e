#!/bin/sh
# jwarc 0.36.0 (org.netpreserve:jwarc, on Maven Central): an interim response is taken for the response of a record.
#
# RFC 9110, section 15.2: a server may send any number of interim responses (100, 102, 103) before the final one, and a
# client must read over them. A crawler that records the connection's bytes has them in its WARC response records.
# Expected of WarcResponse.http(): status 200 and the page. Seen: status 103, and a body that begins with the head of the
# final response. So the page is lost to whoever asks for the status, and its head is content to whoever does not.
#
# Needs: a JDK of 17 or newer, Maven, the network. Exit status: 0 as seen, 1 if it has changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.netpreserve</groupId>
      <artifactId>jwarc</artifactId>
      <version>0.36.0</version>
    </dependency>
  </dependencies>
</project>
POM
mvn -q -B -ntp org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat >Interim.java <<'JAVA'
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcResponse;

class Interim {
  public static void main(String[] args) throws Exception {
    String http =
        "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n"
            + "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\npage";
    String warc =
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:6d0b4c4c-0000-4000-8000-000000000001>\r\n"
            + "WARC-Date: 2026-01-01T00:00:00Z\r\nWARC-Target-URI: https://example.org/\r\n"
            + "Content-Type: application/http; msgtype=response\r\nContent-Length: " + http.length()
            + "\r\n\r\n" + http + "\r\n\r\n";
    try (WarcReader reader =
        new WarcReader(new ByteArrayInputStream(warc.getBytes(StandardCharsets.US_ASCII)))) {
      WarcResponse record = (WarcResponse) reader.next().orElseThrow();
      byte[] body = record.http().body().stream().readAllBytes();
      System.out.println("status " + record.http().status());
      System.out.println("body begins: " + new String(body, 0, 15, StandardCharsets.US_ASCII));
    }
  }
}
JAVA
seen=$(java -cp 'lib/*' Interim.java)
echo "$seen"
[ "$seen" = "status 103
body begins: HTTP/1.1 200 OK" ] || { echo 'It has changed.'; exit 1; }
