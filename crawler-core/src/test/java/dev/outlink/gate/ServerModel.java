package dev.outlink.gate;

import dev.outlink.politeness.Politeness;
import dev.outlink.url.Host;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What servers see of a crawler: keeps account of every start and every answer, and complains of
 * whatever breaks a promise. Where a rest has a random part, nothing may start before its least
 * end, and something must after its greatest.
 */
final class ServerModel {

  private static final long SECOND = 1_000_000_000;
  private static final long PARKED = 1_800 * SECOND;

  final List<String> complaints = new ArrayList<>();
  final Set<Request> inFlight = new LinkedHashSet<>();

  private final Politeness politeness;
  private final Map<Host, Server> servers = new HashMap<>();
  private final Map<String, Address> addresses = new HashMap<>();

  ServerModel(Politeness politeness) {
    this.politeness = politeness;
  }

  /** One URL that is to be fetched. */
  static final class Request {
    final Host host;
    final @Nullable String address;
    final long delay;
    long sentAt;

    Request(Host host, @Nullable String address, long crawlDelay, Politeness politeness) {
      this.host = host;
      this.address = address;
      this.delay = Math.max(crawlDelay, politeness.hostDelay().toNanos());
    }
  }

  private static final class Server {
    final LinkedHashSet<Request> waiting = new LinkedHashSet<>();
    int inFlight;
    boolean asked;
    long lastStart;
    long leastRest = Long.MIN_VALUE;
    long greatestRest = Long.MIN_VALUE;
    int failures;
    long failedAt;
    boolean shut;
    long parkedUntil;
    boolean busy;
    long busyAt;
    long step;
  }

  private static final class Address {
    int inFlight;
    boolean asked;
    long lastStart;
  }

  private Server server(Host host) {
    return servers.computeIfAbsent(host, unknown -> new Server());
  }

  private Address address(String text) {
    return addresses.computeIfAbsent(text, unknown -> new Address());
  }

  private void check(boolean kept, String promise, Request request) {
    if (!kept) {
      complaints.add(promise + ": " + request.host + " " + request.address);
    }
  }

  void waits(Request request) {
    server(request.host).waiting.add(request);
  }

  void gaveUp(Request request) {
    server(request.host).waiting.remove(request);
  }

  boolean isParked(Host host, long now) {
    Server server = server(host);
    return server.shut && now < server.parkedUntil;
  }

  void started(Request request, long now) {
    Server server = server(request.host);
    check(
        !server.waiting.isEmpty() && server.waiting.iterator().next() == request,
        "first in, first out within a host",
        request);
    server.waiting.remove(request);
    check(server.inFlight < limit(server), "in flight to a host", request);
    check(inFlight.size() < politeness.concurrency(), "in flight", request);
    check(!server.asked || now - server.lastStart >= request.delay, "delay of a host", request);
    check(now >= server.leastRest, "rest of a host", request);
    check(!isParked(request.host, now), "parked host", request);
    if (request.address != null) {
      Address address = address(request.address);
      check(address.inFlight < politeness.ipConcurrency(), "in flight to an address", request);
      check(
          !address.asked || now - address.lastStart >= politeness.ipDelay().toNanos(),
          "delay of an address",
          request);
      address.inFlight++;
      address.asked = true;
      address.lastStart = now;
    }
    server.inFlight++;
    server.asked = true;
    server.lastStart = now;
    request.sentAt = now;
    inFlight.add(request);
  }

  private int limit(Server server) {
    return server.shut ? 1 : politeness.hostConcurrency();
  }

  void isDown(Request request, HostDown down, long now) {
    Server server = server(request.host);
    server.waiting.remove(request);
    check(isParked(request.host, now), "down, but not parked", request);
    check(down.host().equals(request.host), "down, but another host", request);
    check(
        down.failures() == server.failures,
        "down after " + down.failures() + " instead of " + server.failures,
        request);
  }

  void rests(Host host, long nanos, long now) {
    Server server = server(host);
    server.leastRest = Math.max(server.leastRest, now + nanos);
    server.greatestRest = Math.max(server.greatestRest, now + nanos);
  }

  void answered(Request request, Answer answer, long now) {
    Server server = server(request.host);
    server.inFlight--;
    inFlight.remove(request);
    if (request.address != null) {
      address(request.address).inFlight--;
    }
    boolean news = !server.busy || request.sentAt > server.busyAt;
    switch (answer.kind()) {
      case NONE -> {}
      case GOOD -> {
        server.failures = 0;
        server.shut = false;
        if (news) {
          server.busy = false;
          server.step = 0;
        }
      }
      case FAILED -> failed(server, request, now);
      case BUSY -> busy(server, request, answer, news, now);
    }
  }

  private void failed(Server server, Request request, long now) {
    if (server.failures > 0 && request.sentAt < server.failedAt) {
      return;
    }
    server.failures++;
    server.failedAt = now;
    int most = politeness.maxHostFailures();
    if (most > 0 && server.failures >= most && !(server.shut && now < server.parkedUntil)) {
      server.shut = true;
      server.parkedUntil = now + PARKED;
    }
  }

  private void busy(Server server, Request request, Answer answer, boolean news, long now) {
    long cap = politeness.retryAfterCap().toNanos();
    server.busy = true;
    if (news) {
      server.busyAt = now;
      failed(server, request, now);
    }
    if (answer.retryAfter() != null) {
      long asked = answer.retryAfter().toNanos();
      long rest = asked <= 0 ? SECOND : Math.min(asked, cap);
      server.leastRest = Math.max(server.leastRest, now + rest);
      server.greatestRest = Math.max(server.greatestRest, now + rest);
      return;
    }
    if (!news && now < server.leastRest) {
      return;
    }
    boolean surelyOver = news || now >= server.greatestRest;
    if (news || server.step == 0) {
      server.step = server.step == 0 ? SECOND : Math.min(2 * server.step, cap);
    }
    if (surelyOver) {
      server.leastRest = Math.max(server.leastRest, now + server.step / 2);
    }
    server.greatestRest = Math.max(server.greatestRest, now + server.step);
  }

  /** Nobody waits who could go: to be asked when all is done that is due. */
  void checkNobodyIsHeldUp(long now) {
    if (inFlight.size() >= politeness.concurrency()) {
      return;
    }
    servers.forEach(
        (host, server) -> {
          if (server.waiting.isEmpty()) {
            return;
          }
          Request next = server.waiting.iterator().next();
          boolean hostOpen =
              server.inFlight < limit(server)
                  && (!server.asked || now - server.lastStart >= next.delay)
                  && now >= server.greatestRest
                  && !isParked(host, now);
          check(!hostOpen || !isOpen(next.address, now), "held up", next);
          check(!isParked(host, now), "waits for a parked host", next);
        });
  }

  private boolean isOpen(@Nullable String text, long now) {
    Address address = text == null ? null : addresses.get(text);
    return address == null
        || (address.inFlight < politeness.ipConcurrency()
            && (!address.asked || now - address.lastStart >= politeness.ipDelay().toNanos()));
  }

  /** Hosts of which there is more to remember than a time. */
  long withHistory() {
    return servers.values().stream()
        .filter(server -> server.busy || (politeness.maxHostFailures() > 0 && server.failures > 0))
        .count();
  }
}
