package dev.outlink.cli.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A port of 127.0.0.1 that answers every TLS handshake with plain text and closes the connection.
 */
final class NonTlsPort implements AutoCloseable {

  private final ServerSocket socket;

  NonTlsPort() throws IOException {
    socket = new ServerSocket(0, 8, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    Thread thread = new Thread(this::answer, "demo-deaf-port");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  private void answer() {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        connection
            .getOutputStream()
            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      } catch (IOException gone) {
        // The caller hung up first, or the port was closed, which ends the loop.
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
