package dev.godwit.network.lan;

import dev.godwit.network.lan.dns.DnsName;
import dev.godwit.network.lan.link.Family;
import dev.godwit.network.lan.link.InterfaceScan;
import dev.godwit.network.lan.link.InterfaceState;
import dev.godwit.network.lan.link.Link;
import dev.godwit.network.lan.link.LinkScope;
import dev.godwit.network.lan.link.LinkUse;
import dev.godwit.network.lan.mdns.LinkEndpoint;
import dev.godwit.network.lan.mdns.Search;
import dev.godwit.network.lan.mdns.Sighting;
import dev.godwit.network.lan.mdns.Survey;
import dev.godwit.network.lan.mdns.Traffic;
import dev.godwit.network.lan.service.LanFinding;
import dev.godwit.network.lan.service.ServiceInstance;
import java.io.IOException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * The thread {@code lan}: owns everything but the queue of commands, scans for interfaces, waits for sockets and for the
 * next thing that is due.
 */
final class LanLoop implements Runnable {
    /** How soon an interface that has come or gone is noticed. */
    private static final long SCAN_MILLIS = 3_000;

    private final Selector selector;
    private final LinkScope scope;
    private final SplittableRandom random;
    private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
    private final Traffic traffic = new Traffic();
    private final Map<Link, LinkDriver> drivers = new LinkedHashMap<>();
    private final List<LanReport.LinkState> states = new ArrayList<>();
    private final Set<ServiceInstance> offers = new LinkedHashSet<>();
    private final Map<Search, OpenSearch> searches = new LinkedHashMap<>();
    private Optional<Survey> survey = Optional.empty();
    private long scanMillis;
    private boolean stopped;

    LanLoop(Selector selector, LinkScope scope, SplittableRandom random) {
        this.selector = selector;
        this.scope = scope;
        this.random = random;
        this.scanMillis = nowMillis();
    }

    /** Has the thread run it, after those before. Safe on every thread; nothing happens once it has stopped. */
    void submit(Runnable command) {
        commands.add(command);
        selector.wakeup();
    }

    @Override
    public void run() {
        try (selector) {
            while (!stopped) {
                turn();
            }
        } catch (IOException e) {
            throw new AssertionError("the selector failed", e);
        } finally {
            drivers.values().forEach(LinkDriver::close);
        }
    }

    private void turn() throws IOException {
        if (nowMillis() >= scanMillis) {
            scan();
        }
        for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
            command.run();
        }
        long dueMillis = scanMillis;
        for (LinkDriver driver : drivers.values()) {
            tell(driver.send(nowMillis()));
            dueMillis = Math.min(dueMillis, driver.endpoint().dueMillis());
        }
        if (!stopped) {
            select(dueMillis - nowMillis());
        }
    }

    private void select(long millis) throws IOException {
        if (millis > 0) {
            selector.select(millis);
        } else {
            selector.selectNow();
        }
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.attachment() instanceof LinkDriver driver && key.channel() instanceof DatagramChannel channel) {
                tell(driver.receive(channel, nowMillis()));
            }
        }
        selector.selectedKeys().clear();
    }

    private void scan() {
        scanMillis = nowMillis() + SCAN_MILLIS;
        states.clear();
        Set<Link> present = new LinkedHashSet<>();
        for (InterfaceState state : InterfaceScan.run()) {
            for (Family family : Family.values()) {
                LinkScope.Choice choice = scope.choose(state, family);
                boolean isWanted = choice.use() == LinkUse.ANSWERING;
                states.add(new LanReport.LinkState(choice.link(), isWanted ? opened(choice.link()) : choice.use()));
                if (isWanted) {
                    present.add(choice.link());
                }
            }
        }
        for (Link link : List.copyOf(drivers.keySet())) {
            if (!present.contains(link)) {
                drop(link);
            }
        }
    }

    /** Opens a link unless it is open. One whose addresses have changed is another. */
    private LinkUse opened(Link link) {
        LinkDriver driver = drivers.get(link);
        if (driver == null) {
            try {
                driver = LinkDriver.open(link, selector, random.split(), traffic, nowMillis());
            } catch (IOException e) {
                return LinkUse.FAILED;
            }
            drivers.put(link, driver);
            begin(driver.endpoint());
        }
        return driver.endpoint().isAnswering() ? LinkUse.ANSWERING : LinkUse.SEARCHING;
    }

    private void begin(LinkEndpoint endpoint) {
        endpoint.survey(survey);
        offers.forEach(offer -> endpoint.announce(offer, nowMillis()));
        searches.keySet().forEach(search -> endpoint.open(search, nowMillis()));
    }

    private void drop(Link link) {
        LinkDriver driver = drivers.remove(link);
        if (driver != null) {
            driver.close();
        }
        searches.values().forEach(search -> search.findings().linkIsGone(link));
    }

    private void tell(List<Sighting> sightings) {
        for (Sighting sighting : sightings) {
            OpenSearch search = searches.get(sighting.search());
            if (search != null && !isOurs(sighting.instance())) {
                search.findings().sighted(sighting, nowMillis()).ifPresent(finding -> tell(search, finding));
            }
        }
    }

    private boolean isOurs(DnsName instance) {
        for (ServiceInstance offer : offers) {
            if (offer.name().equals(instance)) {
                return true;
            }
        }
        return false;
    }

    private static void tell(OpenSearch search, LanFinding finding) {
        try {
            search.listener().accept(finding);
        } catch (RuntimeException e) {
            // A listener's bug must not end discovery for everybody else.
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }

    void add(ServiceInstance offer) {
        offers.add(offer);
        drivers.values().forEach(driver -> driver.endpoint().announce(offer, nowMillis()));
    }

    void remove(ServiceInstance offer) {
        offers.remove(offer);
        drivers.values().forEach(driver -> driver.endpoint().withdraw(offer));
    }

    void add(OpenSearch search) {
        searches.put(search.search(), search);
        drivers.values().forEach(driver -> driver.endpoint().open(search.search(), nowMillis()));
    }

    void remove(Search search) {
        searches.remove(search);
        drivers.values().forEach(driver -> driver.endpoint().close(search));
    }

    void survey(Optional<Survey> notes) {
        survey = notes;
        drivers.values().forEach(driver -> driver.endpoint().survey(notes));
    }

    LanReport report() {
        return new LanReport(
                states,
                traffic.counts(),
                survey.map(Survey::types).orElse(List.of()),
                survey.map(Survey::responders).orElse(0));
    }

    /** Says goodbye for what is still offered, which is sent before the thread ends. */
    void stop() {
        List.copyOf(offers).forEach(this::remove);
        stopped = true;
    }

    static long nowMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
