package dev.outlink.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/** A server on an ephemeral loopback port that says exactly the bytes a test gives it. */
public final class ScriptedServer implements AutoCloseable {

  /** What the server does with one connection. */
  public interface Script {
    void serve(Peer peer) throws IOException, InterruptedException;
  }

  private final ServerSocket socket;
  private final Script script;
  private final AtomicInteger connections = new AtomicInteger();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Set<Peer> peers = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);

  private ScriptedServer(ServerSocket socket, Script script) {
    this.socket = socket;
    this.script = script;
  }

  public static ScriptedServer start(Script script) {
    return start(ServerSocketFactory.getDefault(), script);
  }

  public static ScriptedServer start(ServerSocketFactory sockets, Script script) {
    try {
      ServerSocket socket = sockets.createServerSocket(0, 100, InetAddress.getLoopbackAddress());
      ScriptedServer server = new ScriptedServer(socket, script);
      run("accept", server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers every request with the same bytes, on as many connections as come. */
  public static ScriptedServer answering(String response) {
    return start(
        peer -> {
          while (peer.request() != null) {
            peer.send(response);
          }
        });
  }

  /** Answers the first request of each connection, and closes it. */
  public static ScriptedServer answeringOnce(String response) {
    return start(
        peer -> {
          if (peer.request() != null) {
            peer.send(response);
          }
        });
  }

  private static void run(String name, Runnable task) {
    Thread thread = new Thread(task, "scripted-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Peer peer = new Peer(socket.accept(), connections.incrementAndGet());
        peers.add(peer);
        run("connection", peer::run);
      } catch (IOException e) {
        return;
      }
    }
  }

  public String url(String path) {
    return "http://127.0.0.1:" + socket.getLocalPort() + path;
  }

  public int port() {
    return socket.getLocalPort();
  }

  public int connections() {
    return connections.get();
  }

  /** The heads of all requests so far. */
  public List<String> requests() {
    return requests;
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    peers.forEach(Peer::close);
  }

  /** One connection. */
  public final class Peer {
    private final Socket connection;
    private final int number;

    private Peer(Socket connection, int number) {
      this.connection = connection;
      this.number = number;
    }

    private void run() {
      try (connection) {
        script.serve(this);
      } catch (IOException e) {
        // The client went away, which some tests are about.
        assert e != null;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /** 1 for the first connection. */
    public int number() {
      return number;
    }

    /** The server's port. */
    public int port() {
      return connection.getLocalPort();
    }

    /** The head of the next request, or null at the end of the connection. */
    public @Nullable String request() throws IOException {
      InputStream in = input();
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
        int b = in.read();
        if (b < 0) {
          return null;
        }
        head.write(b);
      }
      String text = head.toString(StandardCharsets.ISO_8859_1);
      requests.add(text);
      return text;
    }

    /** The next byte; an end of the connection is an error. */
    public int read() throws IOException {
      int b = input().read();
      if (b < 0) {
        throw new EOFException();
      }
      return b;
    }

    private @Nullable InputStream buffered;

    private InputStream input() throws IOException {
      InputStream present = buffered;
      if (present == null) {
        present = new BufferedInputStream(connection.getInputStream());
        buffered = present;
      }
      return present;
    }

    /** Sends text as ISO 8859-1, so that a char is a byte. */
    public void send(String text) throws IOException {
      send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends byte by byte. */
    public void sendInPieces(String text) throws IOException {
      for (int i = 0; i < text.length(); i++) {
        send(text.substring(i, i + 1));
      }
    }

    public void send(byte[] bytes) throws IOException {
      connection.getOutputStream().write(bytes);
      connection.getOutputStream().flush();
    }

    /** Sends nothing until the server is closed or the client has gone. */
    public void stall() throws IOException {
      long unused = input().transferTo(OutputStream.nullOutputStream());
    }

    /** Waits until the client has closed its side. */
    public boolean sawClientClose() {
      try {
        connection.setSoTimeout(5_000);
        stall();
        return true;
      } catch (java.net.SocketTimeoutException e) {
        return false;
      } catch (IOException e) {
        return true;
      }
    }

    /** Passes on what comes from either side, until one of them ends. */
    public void tunnelTo(int port) throws IOException {
      try (Socket target = new Socket(InetAddress.getLoopbackAddress(), port)) {
        InputStream back = target.getInputStream();
        ScriptedServer.run("tunnel", () -> copy(back));
        input().transferTo(target.getOutputStream());
      }
    }

    /** As {@link #tunnelTo(int)}, and writes down what the client says. */
    public void tunnelTo(int port, OutputStream heard) throws IOException {
      try (Socket target = new Socket(InetAddress.getLoopbackAddress(), port)) {
        InputStream back = target.getInputStream();
        ScriptedServer.run("tunnel", () -> copy(back));
        byte[] some = new byte[4096];
        InputStream in = input();
        for (int read = in.read(some); read >= 0; read = in.read(some)) {
          heard.write(some, 0, read);
          target.getOutputStream().write(some, 0, read);
        }
      }
    }

    private void copy(InputStream from) {
      try {
        from.transferTo(connection.getOutputStream());
      } catch (IOException e) {
        // One side has ended.
        assert e != null;
      }
    }

    /** Ends the connection with a reset. */
    public void reset() throws IOException {
      connection.setSoLinger(true, 0);
      connection.close();
    }

    public void await(CountDownLatch latch) throws InterruptedException {
      latch.await(10, TimeUnit.SECONDS);
    }

    public void close() {
      try {
        connection.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
