package dev.godwit.dht.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.engine.Command;
import dev.godwit.dht.engine.EngineStatus.SideStatus;
import dev.godwit.dht.engine.ExternalAddress.Mapping;
import dev.godwit.dht.engine.Output;
import dev.godwit.dht.item.ImmutableItem;
import dev.godwit.dht.item.KeyPairSigner;
import dev.godwit.dht.item.MutableItem;
import dev.godwit.dht.item.Signer;
import dev.godwit.dht.node.Family;
import dev.godwit.dht.node.Id;
import dev.godwit.dht.node.SecureId;
import dev.godwit.dht.simulation.SimulatedNetwork.Host;
import dev.godwit.testkit.Seed;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** P12: a thousand nodes in virtual time, of which 30 % leave in an hour, and 5 % of datagrams are lost. */
class SimulationTest {
    private static final int NODES = 1_000;

    /** Among hostile nodes: fewer, since these talk more. */
    private static final int NODES_ATTACKED = 400;

    /** Over an hour: an hour of a thousand nodes takes minutes, and fewer lose and gain as large a share of them. */
    private static final int NODES_OVER_AN_HOUR = 150;

    /** An item that only liars keep is missed by the eight or so who ask for it; two of sixty may be such. */
    private static final double FOUND_AMONG_HOSTILE_MIN = 0.95;

    private static final double LOSS = 0.05;
    private static final double CHURN_PER_HOUR = 0.3;
    private static final double FOUND_MIN = 0.99;
    private static final Duration MEDIAN_MAX = Duration.ofMillis(1_500);

    /** Nobody tries more of the peers that a look-up tells than the first of them. */
    private static final int TRIED_MAX = 48;

    private static final int ITEMS = 60;
    private static final int LOOKUPS = 500;
    private static final Duration STORING = Duration.ofMinutes(1);
    private static final Duration LOOKING_UP = Duration.ofMinutes(3);

    private final SplittableRandom random = Seed.announce("SimulationTest").random();
    private final SimulatedNetwork network =
            new SimulatedNetwork(random.split(), LOSS, Instant.parse("2026-01-01T00:00:00Z"));
    private final Population population = new Population(random.split(), network);
    private final Signer signer = KeyPairSigner.generate(random.split());
    private final List<Question> questions = new ArrayList<>();
    /** Not among hostile nodes: what somebody stores who knows only whom these name may be on none but them until the next time. */
    private boolean newcomersStore = true;

    private final LookupFigures figures = new LookupFigures();

    /** What was stored, and where it was announced; empty for an item. */
    private record Question(Command command, Optional<InetSocketAddress> peer) {}

    @Test
    void p12LookupsFindWhatThereIs() {
        population.grow(NODES, Duration.ofMinutes(2));
        population.churn(CHURN_PER_HOUR);
        run(Duration.ofMinutes(2));
        storeAndLookUp();
        print("P12");
        assertThat(figures.foundShare()).isGreaterThanOrEqualTo(FOUND_MIN);
        assertThat(figures.quantile(0.5)).isLessThanOrEqualTo(MEDIAN_MAX);
        assertThat(network.longestDatagramBytes()).isLessThanOrEqualTo(1_024);
        checkWhatNodesKnowOfThemselves();
    }

    @Test
    void p12LookupsFindWhatThereIsAmongHostileNodes() {
        population.grow(NODES_ATTACKED, Duration.ofMinutes(2));
        run(Duration.ofMinutes(4));
        population.subvert(NODES_ATTACKED / 5);
        newcomersStore = false;
        population.churn(CHURN_PER_HOUR);
        run(Duration.ofMinutes(2));
        storeAndLookUp();
        print("P12, a fifth of the nodes hostile");
        assertThat(figures.foundShare()).isGreaterThanOrEqualTo(FOUND_AMONG_HOSTILE_MIN);
        assertThat(figures.quantile(0.5)).isLessThanOrEqualTo(MEDIAN_MAX);
    }

    /** What is stored again as often as programs do is there an hour later, for those who have just come, too. */
    @Test
    void p12WhatIsStoredAgainOutlastsTheNodesThatHoldIt() {
        population.grow(NODES_OVER_AN_HOUR, Duration.ofMinutes(2));
        population.churn(CHURN_PER_HOUR);
        run(Duration.ofMinutes(2));
        storeAll();
        run(Duration.ofMinutes(62));
        lookUpAll();
        print("P12, after an hour");
        assertThat(population.departures()).isGreaterThan(NODES_OVER_AN_HOUR / 6);
        assertThat(figures.foundShare()).isGreaterThanOrEqualTo(FOUND_MIN);
        assertThat(figures.quantile(0.5)).isLessThanOrEqualTo(MEDIAN_MAX);
    }

    private void storeAndLookUp() {
        storeAll();
        lookUpAll();
    }

    /** Some of those who store have just come. */
    private void storeAll() {
        for (int i = 0; i < ITEMS; i++) {
            int number = i;
            network.at(within(STORING), () -> store(number));
        }
        run(STORING.plusSeconds(40));
        assertThat(questions).as("stores that ended").hasSize(ITEMS);
    }

    /** Every fifth asks as soon as it has come. */
    private void lookUpAll() {
        for (int i = 0; i < LOOKUPS; i++) {
            boolean isNew = i % 5 == 0;
            network.at(within(LOOKING_UP), () -> lookUp(isNew ? population.newcomer() : population.anybody()));
        }
        run(LOOKING_UP.plusSeconds(20));
    }

    private Instant within(Duration span) {
        return network.now().plusNanos((long) (random.nextDouble() * span.toNanos()));
    }

    private void run(Duration time) {
        network.runUntil(network.now().plus(time));
    }

    private void store(int number) {
        ByteString name = ByteString.of("item " + number);
        Id infoHash = Id.random(random);
        ImmutableItem immutable = new ImmutableItem(name);
        switch (number % 3) {
            case 0 ->
                store(
                        new Command.Put(MutableItem.sign(signer, name, 1, name), OptionalLong.empty()),
                        new Command.GetMutable(signer.publicKey(), name));
            case 1 ->
                store(new Command.Put(immutable, OptionalLong.empty()), new Command.GetImmutable(immutable.target()));
            default -> store(new Command.Announce(infoHash, 7_000, false, false), new Command.FindPeers(infoHash));
        }
    }

    private void store(Command command, Command asked) {
        Host host = newcomersStore && random.nextInt(6) == 0 ? population.newResident() : population.resident();
        Question question = new Question(
                asked,
                command instanceof Command.Announce announce
                        ? Optional.of(new InetSocketAddress(host.address().getAddress(), announce.port()))
                        : Optional.empty());
        host.begin(command, output -> {
            if (output instanceof Output.Finished finished) {
                assertThat(finished.outcome().stored()).as("stored").isPositive();
                questions.add(question);
            }
        });
        network.at(network.now().plus(period(command)), () -> storeAgain(host, command));
    }

    private void storeAgain(Host host, Command command) {
        host.begin(command, _ -> {});
        network.at(network.now().plus(period(command)), () -> storeAgain(host, command));
    }

    private static Duration period(Command command) {
        return command instanceof Command.Announce ? Duration.ofMinutes(15) : Duration.ofHours(1);
    }

    private void lookUp(Host host) {
        Instant start = network.now();
        boolean[] found = {false};
        List<InetSocketAddress> told = new ArrayList<>();
        Question question = questions.get(random.nextInt(questions.size()));
        figures.started(question.command());
        host.begin(question.command(), output -> {
            if (!found[0] && isFound(question, output, told)) {
                found[0] = true;
                figures.found(question.command(), Duration.between(start, network.now()));
            }
        });
    }

    private static boolean isFound(Question question, Output output, List<InetSocketAddress> told) {
        if (output instanceof Output.PeersFound more) {
            told.addAll(more.peers());
            return told.stream()
                    .limit(TRIED_MAX)
                    .anyMatch(peer -> Optional.of(peer).equals(question.peer()));
        }
        return output instanceof Output.ItemFound;
    }

    private void print(String name) {
        System.out.printf(
                "%s: %d nodes, %d left and replaced, %d datagrams: %s%n",
                name, population.size(), population.departures(), network.datagrams(), figures);
    }

    private void checkWhatNodesKnowOfThemselves() {
        int certain = 0;
        int secure = 0;
        for (int i = 0; i < 50; i++) {
            Host host = population.anybody();
            SideStatus side = status(host);
            if (side.externalAddress().filter(each -> each.isCertain()).isPresent()) {
                certain++;
                assertThat(side.externalAddress().get().address()).isEqualTo(host.address());
                assertThat(side.externalAddress().get().mapping()).isEqualTo(Mapping.ENDPOINT_INDEPENDENT);
            }
            secure += SecureId.matches(side.id(), host.address().getAddress()) ? 1 : 0;
        }
        assertThat(certain).as("nodes that know their address").isGreaterThan(40);
        assertThat(secure).as("nodes whose id is of their address").isGreaterThan(40);
        checkSizeEstimate();
    }

    /** Sixteen look-ups of each tell how large the network is, together much better than one node's. */
    private void checkSizeEstimate() {
        List<Host> asking =
                Stream.generate(population::anybody).distinct().limit(10).toList();
        for (int i = 0; i < 16; i++) {
            asking.forEach(host -> host.begin(new Command.FindPeers(Id.random(random)), _ -> {}));
            run(Duration.ofSeconds(5));
        }
        double estimate = asking.stream()
                .mapToLong(host -> status(host).sizeEstimate().orElseThrow())
                .average()
                .orElseThrow();
        System.out.println("size estimate " + estimate + " for " + population.size());
        assertThat(estimate).isCloseTo(population.size(), withinPercentage(25));
    }

    private SideStatus status(Host host) {
        return host.engine().status(network.now()).sides().get(Family.IPV4);
    }
}
