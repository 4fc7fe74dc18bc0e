package dev.outlink.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A SOCKS 5 proxy that connects to a port of the loopback interface, whatever it is asked for. */
public final class SocksServer implements AutoCloseable {

  private final List<String> targets = new CopyOnWriteArrayList<>();
  private final @Nullable String login;
  private final int status;
  private final int port;
  private final ScriptedServer server = ScriptedServer.start(this::serve);

  /**
   * A proxy.
   *
   * @param login user and password with a colon in between, or null for anybody
   * @param status of its replies; 0 is a success
   */
  public SocksServer(int port, @Nullable String login, int status) {
    this.port = port;
    this.login = login;
    this.status = status;
  }

  public int port() {
    return server.port();
  }

  /** What it was asked to connect to. */
  public List<String> targets() {
    return targets;
  }

  private void serve(ScriptedServer.Peer peer) throws IOException {
    int version = peer.read();
    String methods = text(peer, peer.read());
    char method = login == null ? '\0' : '\2';
    boolean offered = version == 5 && methods.indexOf(method) >= 0;
    peer.send("\5" + (offered ? method : '\u00ff'));
    if (!offered) {
      return;
    }
    if (login != null) {
      int first = peer.read();
      String given = text(peer, peer.read()) + ':' + text(peer, peer.read());
      boolean right = first == 1 && given.equals(login);
      peer.send("\1" + (right ? '\0' : '\1'));
      if (!right) {
        return;
      }
    }
    String command = text(peer, 3);
    String host =
        switch (peer.read()) {
          case 1 -> address(peer, 4);
          case 4 -> address(peer, 16);
          default -> text(peer, peer.read());
        };
    int asked = peer.read() << 8 | peer.read();
    targets.add(command.equals("\5\1\0") ? host + ':' + asked : "not a connection");
    peer.sendInPieces("\5" + (char) status + "\0\1\0\0\0\0\0\0");
    if (status == 0) {
      peer.tunnelTo(port);
    }
  }

  private static String address(ScriptedServer.Peer peer, int length) throws IOException {
    byte[] bytes = text(peer, length).getBytes(StandardCharsets.ISO_8859_1);
    return InetAddress.getByAddress(bytes).getHostAddress();
  }

  private static String text(ScriptedServer.Peer peer, int length) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) peer.read());
    }
    return text.toString();
  }

  @Override
  public void close() {
    server.close();
  }
}
