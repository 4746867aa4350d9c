package dev.godwit.dht.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.node.AddressRules;
import dev.godwit.dht.node.Contact;
import dev.godwit.dht.node.Id;
import dev.godwit.testkit.Seed;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Look-ups over networks that are lists: each node knows everybody and names the eight closest. */
class LookupTest {
    private final SplittableRandom random = Seed.announce("LookupTest").random();
    private final Id target = Id.random(random);
    private final Map<InetSocketAddress, Contact> network = new HashMap<>();
    private int lastHost;

    @Test
    void findsTheClosestOfAll() {
        grow(500);
        Lookup lookup = lookup(0);
        lookup.addKnown(anybody());
        run(lookup, this::honest);
        assertThat(ids(lookup.closest(8))).isEqualTo(closestIds(8));
        assertThat(lookup.queries()).isLessThan(20);
        assertThat(lookup.holders())
                .hasSize(8)
                .allSatisfy(each -> assertThat(each.token()).isPresent());
    }

    @Test
    void asksNoMoreThanAlphaAtOnceAndOthersWhenTheyAreLate() {
        grow(50);
        Lookup lookup = lookup(0);
        closest(20).forEach(lookup::addKnown);
        List<Contact> first = nextAll(lookup);
        assertThat(first).hasSize(LookupRules.ALPHA);
        lookup.late(first.getFirst().address());
        assertThat(nextAll(lookup)).hasSize(1);
        assertThat(lookup.isFinished()).isFalse();
    }

    @Test
    void endsWithoutThoseThatAreLateAndTakesTheirAnswerStill() {
        grow(8);
        Lookup lookup = lookup(0);
        network.values().forEach(lookup::addKnown);
        Contact slow = closest(1).getFirst();
        run(lookup, contact -> contact.equals(slow) ? Optional.empty() : honest(contact));
        assertThat(lookup.isFinished()).isTrue();
        assertThat(lookup.closest(8)).hasSize(7);
        assertThat(lookup.answered(slow.address(), slow.id(), Optional.empty(), List.of()))
                .isTrue();
        assertThat(lookup.closest(8)).hasSize(8);
        assertThat(lookup.answered(slow.address(), slow.id(), Optional.empty(), List.of()))
                .isFalse();
    }

    @Test
    void routersAreAskedLastAndNeverCount() {
        grow(30);
        Lookup lookup = lookup(0);
        Contact router = anybody();
        network.remove(router.address());
        lookup.addRouter(router.address());
        run(lookup, contact -> Optional.of(closest(8)));
        assertThat(ids(lookup.closest(8))).isEqualTo(closestIds(8));
        assertThat(lookup.closest(99))
                .noneMatch(each -> each.contact().address().equals(router.address()));
    }

    /** A fifth of all nodes names eight contacts right at the target that do not exist. */
    @Test
    void liesAboutCloserNodesCostLittle() {
        grow(500);
        Lookup lookup = lookup(0);
        closest(500).stream().skip(100).limit(8).forEach(lookup::addKnown);
        List<Contact> liars =
                network.values().stream().filter(_ -> random.nextInt(5) == 0).toList();
        int[] wasted = {0};
        run(lookup, contact -> {
            if (!network.containsValue(contact)) {
                wasted[0]++;
                return Optional.empty();
            }
            return liars.contains(contact) ? Optional.of(inventions()) : honest(contact);
        });
        List<Id> found = ids(lookup.closest(8));
        assertThat(found).isEqualTo(closestIds(8));
        int asked = (int) lookup.closest(500).stream()
                .filter(each -> liars.contains(each.contact()))
                .count();
        assertThat(wasted[0]).isLessThanOrEqualTo(asked * (LookupRules.LIES_MAX + LookupRules.IN_FLIGHT_PER_WITNESS));
    }

    /** A gang that is close, and names itself only: those whom this node knows itself lead on. */
    @Test
    void whoAnswersFirstDoesNotKeepTheLookUpToItself() {
        grow(500);
        List<Contact> gang = closest(500).subList(20, 32);
        Lookup lookup = lookup(0);
        gang.subList(0, 4).forEach(lookup::addKnown);
        closest(500).subList(100, 104).forEach(lookup::addKnown);
        run(lookup, contact -> gang.contains(contact) ? Optional.of(gang) : honest(contact));
        assertThat(ids(lookup.closest(8))).isEqualTo(closestIds(8));
    }

    /** A gang names honest nodes and its own under ids at the target: it neither gains nor hides anybody by it. */
    @Test
    void aNodeUnderAnInventedIdCountsWhenItsOwnIsKnown() {
        grow(500);
        Contact liar = closest(500).get(50);
        List<Contact> accomplices = closest(500).subList(51, 55);
        List<Contact> others =
                Stream.concat(closest(2).stream(), accomplices.stream()).toList();
        Lookup lookup = lookup(0);
        lookup.addKnown(liar);
        lookup.addKnown(closest(500).get(100));
        run(lookup, contact -> contact.equals(liar) ? Optional.of(renamed(others)) : honest(contact));
        assertThat(ids(lookup.closest(8))).isEqualTo(closestIds(8));
        assertThat(ids(lookup.closest(500)))
                .doesNotContainAnyElementsOf(
                        accomplices.stream().map(Contact::id).toList());
    }

    @Test
    void tellsStrangersFromThoseWhoWereAsked() {
        grow(2);
        Lookup lookup = lookup(0);
        Contact known = anybody();
        lookup.addKnown(known);
        Contact other = closest(2).stream()
                .filter(each -> !each.equals(known))
                .findAny()
                .orElseThrow();
        assertThat(nextAll(lookup)).containsExactly(known);
        Contact named = new Contact(target.randomAt(60, random), other.address());
        lookup.answered(known.address(), known.id(), Optional.empty(), List.of(named));
        assertThat(nextAll(lookup)).containsExactly(named);
        assertThat(lookup.accepts(named.address(), named.id())).isTrue();
        assertThat(lookup.accepts(other.address(), other.id())).isFalse();
    }

    /** A node that is known by an id could always be the closest under another; one whose id nobody knows could not. */
    @Test
    void whoIsKnownByItsIdAnswersUnderItOrDoesNotCount() {
        grow(30);
        Contact liar = closest(30).getLast();
        Contact entrance = closest(29).getLast();
        Id invented = target.randomAt(70, random);
        Lookup lookup = lookup(0);
        lookup.addKnown(liar);
        lookup.addAddress(entrance.address());
        assertThat(nextAll(lookup)).hasSize(2);
        assertThat(lookup.accepts(liar.address(), invented)).isFalse();
        assertThat(lookup.isKnown(liar.address())).isTrue();
        assertThat(lookup.accepts(entrance.address(), invented)).isTrue();
        assertThat(lookup.isKnown(entrance.address())).isFalse();
        lookup.answered(liar.address(), invented, Optional.empty(), closest(8));
        assertThat(lookup.closest(8)).isEmpty();
        assertThat(nextAll(lookup)).as("named by the liar").isEmpty();
        lookup.answered(entrance.address(), entrance.id(), Optional.empty(), List.of());
        assertThat(ids(lookup.closest(8))).containsExactly(entrance.id());
    }

    /** Three of its contacts do not speak BEP 44, and say so: they were there. */
    @Test
    void anErrorShowsThatTheWitnessWasRight() {
        grow(30);
        Contact witness = closest(30).getLast();
        assertThat(queriesAfterThreeThat(Lookup::refused, witness)).isEqualTo(9);
        assertThat(queriesAfterThreeThat(Lookup::lost, witness)).isLessThan(9);
    }

    private int queriesAfterThreeThat(BiConsumer<Lookup, InetSocketAddress> fail, Contact witness) {
        Lookup lookup = lookup(0);
        lookup.addKnown(witness);
        assertThat(nextAll(lookup)).containsExactly(witness);
        lookup.answered(witness.address(), witness.id(), Optional.empty(), closest(8));
        Deque<Contact> asked = new ArrayDeque<>(nextAll(lookup));
        while (!asked.isEmpty()) {
            fail.accept(lookup, asked.remove().address());
            asked.addAll(nextAll(lookup));
        }
        return lookup.queries();
    }

    private List<Contact> renamed(List<Contact> contacts) {
        return contacts.stream()
                .map(contact -> new Contact(target.randomAt(60, random), contact.address()))
                .toList();
    }

    /** Twenty nodes right at the target, which know only each other: the honest ones are within the radius all the same. */
    @Test
    void aCrowdAroundTheTargetDoesNotKeepTheHonestFromStoring() {
        grow(500);
        List<Id> honest = closestIds(8);
        List<Contact> start = closest(500).subList(200, 208);
        List<Contact> crowd = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            crowd.add(new Contact(target.randomAt(60 + i, random), host()));
        }
        crowd.forEach(contact -> network.put(contact.address(), contact));
        Function<Contact, Optional<List<Contact>>> behaviour =
                contact -> Optional.of(crowd.contains(contact) ? crowd.subList(0, 8) : known(contact));
        assertThat(holders(0, start, behaviour)).doesNotContainAnyElementsOf(honest);
        assertThat(holders(8.0 / 501, start, behaviour)).containsAnyElementsOf(honest);
    }

    private List<Id> holders(
            double radiusShare, List<Contact> start, Function<Contact, Optional<List<Contact>>> behaviour) {
        Lookup lookup = lookup(radiusShare);
        start.forEach(lookup::addKnown);
        run(lookup, behaviour);
        return ids(lookup.holders());
    }

    /** What a node with buckets of eight names: it knows few of those that are far from itself. */
    private List<Contact> known(Contact self) {
        Map<Integer, List<Contact>> buckets = network.values().stream()
                .filter(other -> !other.equals(self))
                .collect(Collectors.groupingBy(other -> self.id().commonPrefixBits(other.id())));
        return buckets.values().stream()
                .flatMap(bucket -> {
                    Collections.shuffle(bucket, Random.from(random));
                    return bucket.stream().limit(8);
                })
                .sorted(Comparator.comparing(Contact::id, target.closestFirst()))
                .limit(8)
                .toList();
    }

    @Test
    void oneOperatorAnswersOnce() {
        Lookup lookup = lookup(0);
        for (int i = 1; i < 20; i++) {
            Contact contact = new Contact(target.randomAt(40 + i, random), at("8.8.8." + i));
            network.put(contact.address(), contact);
            lookup.addKnown(contact);
        }
        int[] answers = {0};
        run(lookup, contact -> {
            answers[0]++;
            return Optional.of(List.of());
        });
        assertThat(answers[0]).isLessThanOrEqualTo(LookupRules.ALPHA);
        assertThat(lookup.isFinished()).isTrue();
    }

    /** Whoever always names somebody closer ends a look-up, at the latest after so many queries. */
    @Test
    void h7ALadderOfContactsEnds() {
        Lookup lookup = lookup(0);
        lookup.addKnown(new Contact(target.randomAt(0, random), host()));
        int[] step = {0};
        run(lookup, _ -> {
            step[0]++;
            return Optional.of(List.of(
                    new Contact(target.randomAt(Math.min(159, step[0]), random), host()),
                    new Contact(target.randomAt(Math.min(159, step[0]), random), host())));
        });
        assertThat(lookup.queries()).isLessThanOrEqualTo(LookupRules.QUERIES_MAX);
        assertThat(lookup.isFinished()).isTrue();
    }

    @Test
    void martiansAreNotAsked() {
        Lookup lookup = lookup(0);
        lookup.addKnown(new Contact(target, at("127.0.0.1")));
        lookup.addKnown(new Contact(target, at("192.168.0.1")));
        assertThat(lookup.next()).isEmpty();
        assertThat(lookup.isFinished()).isTrue();
    }

    @Test
    void sizeIsEstimatedFromDistances() {
        grow(1_000);
        assertThat(new SizeEstimate().nodes()).isEmpty();
        assertThat(new SizeEstimate().radiusShare(8)).isZero();
        // One estimate is off by a tenth; the mean of many shows whether they lean to one side.
        List<SizeEstimate> estimates = Stream.generate(this::estimate).limit(20).toList();
        assertThat(mean(estimates, estimate -> estimate.nodes().orElseThrow())).isCloseTo(1_000, withinPercentage(25));
        assertThat(mean(estimates, estimate -> estimate.radiusShare(8))).isCloseTo(0.008, withinPercentage(25));
    }

    private SizeEstimate estimate() {
        SizeEstimate estimate = new SizeEstimate();
        for (int i = 0; i < 16; i++) {
            Id other = Id.random(random);
            Comparator<Contact> order = Comparator.comparing(Contact::id, other.closestFirst());
            estimate.add(
                    other,
                    network.values().stream()
                            .sorted(order)
                            .limit(8)
                            .map(contact -> new Responder(contact, Optional.empty()))
                            .toList());
        }
        return estimate;
    }

    private static double mean(List<SizeEstimate> estimates, ToDoubleFunction<SizeEstimate> figure) {
        return estimates.stream().mapToDouble(figure).average().orElseThrow();
    }

    private Lookup lookup(double radiusShare) {
        return new Lookup(target, AddressRules.PUBLIC, radiusShare);
    }

    private static List<Contact> nextAll(Lookup lookup) {
        List<Contact> all = new ArrayList<>();
        for (Optional<Contact> next = lookup.next(); next.isPresent(); next = lookup.next()) {
            all.add(next.get());
        }
        return all;
    }

    /** Asks until nobody is left; an empty answer is a late one. */
    private void run(Lookup lookup, Function<Contact, Optional<List<Contact>>> behaviour) {
        Deque<Contact> asked = new ArrayDeque<>(nextAll(lookup));
        while (!asked.isEmpty()) {
            Contact contact = asked.removeFirst();
            Contact self = network.getOrDefault(contact.address(), contact);
            Optional<List<Contact>> named = behaviour.apply(self);
            if (named.isPresent()) {
                lookup.answered(contact.address(), self.id(), Optional.of(ByteString.of("token")), named.get());
            } else {
                lookup.late(contact.address());
            }
            asked.addAll(nextAll(lookup));
        }
    }

    private Optional<List<Contact>> honest(Contact contact) {
        return Optional.of(closest(9).stream()
                .filter(other -> !other.equals(contact))
                .limit(8)
                .toList());
    }

    private List<Contact> inventions() {
        List<Contact> inventions = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            inventions.add(new Contact(target.randomAt(50 + i, random), host()));
        }
        return inventions;
    }

    private void grow(int count) {
        for (int i = 0; i < count; i++) {
            Contact contact = new Contact(Id.random(random), host());
            network.put(contact.address(), contact);
        }
    }

    private Contact anybody() {
        return network.values().iterator().next();
    }

    private List<Contact> closest(int count) {
        return network.values().stream()
                .sorted(Comparator.comparing(Contact::id, target.closestFirst()))
                .limit(count)
                .toList();
    }

    private List<Id> closestIds(int count) {
        return closest(count).stream().map(Contact::id).toList();
    }

    private static List<Id> ids(List<Responder> responders) {
        return responders.stream().map(each -> each.contact().id()).toList();
    }

    private InetSocketAddress host() {
        lastHost++;
        return at((11 + lastHost / 65_536) + "." + lastHost / 256 % 256 + "." + lastHost % 256 + ".1");
    }

    private static InetSocketAddress at(String address) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), 6881);
    }
}
