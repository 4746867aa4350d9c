package dev.godwit.dht.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.dht.node.AddressRules;
import dev.godwit.dht.node.Contact;
import dev.godwit.dht.node.Id;
import dev.godwit.dht.node.SecureId;
import dev.godwit.testkit.Seed;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Who gets into the table, who stays, and who is named to others. */
class RoutingTableTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final SplittableRandom random = Seed.announce("RoutingTableTest").random();
    private final Id self = Id.random(random);
    private final RoutingTable table = new RoutingTable(self, AddressRules.PUBLIC);

    @Test
    void closestAreThoseOfASortOverAll() {
        List<Contact> all = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            Contact contact = new Contact(Id.random(random), host(i));
            table.answered(contact, NOW);
            if (table.contains(contact.address())) {
                all.add(contact);
            }
        }
        assertThat(table.size()).isEqualTo(all.size()).isGreaterThan(200);
        for (int i = 0; i < 100; i++) {
            Id target = i % 2 == 0 ? Id.random(random) : self.randomAt(random.nextInt(20), random);
            List<Contact> sorted = all.stream()
                    .sorted(Comparator.comparing(Contact::id, target.closestFirst()))
                    .limit(8)
                    .toList();
            assertThat(table.closest(target, 8, NOW)).isEqualTo(sorted);
        }
        assertThat(table.contacts(NOW)).hasSameElementsAs(all);
    }

    @Test
    void whoOnlyAsksIsPingedAfterAWhileAndEntersByAnswering() {
        for (int i = 10; i < 10 + RoutingRules.NODES_ENOUGH; i++) {
            table.answered(new Contact(self.randomAt(0, random), host(i)), NOW);
        }
        Contact contact = new Contact(Id.random(random), host(1));
        table.asked(contact, NOW);
        assertThat(table.contains(contact.address())).isFalse();
        assertThat(table.toPing(3, NOW.plusSeconds(60))).isEmpty();
        assertThat(table.toPing(3, NOW.plusSeconds(91))).containsExactly(contact);
        assertThat(table.toPing(3, NOW.plusSeconds(92))).as("pinged already").isEmpty();
        table.answered(contact, NOW.plusSeconds(92));
        assertThat(table.contains(contact.address())).isTrue();
    }

    @Test
    void aTableThatIsNearlyEmptyPingsWhoeverAsks() {
        Contact contact = new Contact(Id.random(random), host(1));
        table.asked(contact, NOW);
        assertThat(table.toPing(3, NOW)).containsExactly(contact);
    }

    @Test
    void oneAddressHasOnePlace() {
        table.answered(new Contact(Id.random(random), host(1, 6881)), NOW);
        table.answered(new Contact(Id.random(random), host(1, 6882)), NOW);
        assertThat(table.size()).isEqualTo(1);
    }

    @Test
    void neighboursOfOneOperatorDoNotShareABucket() {
        Id far = self.randomAt(0, random);
        for (int i = 1; i < 50; i++) {
            table.answered(new Contact(far.randomAt(30 + i, random), at("8.8.8." + i, 6881)), NOW);
        }
        assertThat(table.size()).isEqualTo(1);
        table.answered(new Contact(self.randomAt(1, random), at("8.8.8.99", 6881)), NOW);
        assertThat(table.size()).as("another bucket").isEqualTo(2);
    }

    @Test
    void whoChangesItsIdIsThrownOut() {
        Contact changed = new Contact(Id.random(random), host(1));
        table.answered(new Contact(Id.random(random), host(1)), NOW);
        table.answered(changed, NOW);
        assertThat(table.size()).isZero();
        table.answered(changed, NOW);
        assertThat(table.contacts(NOW)).as("believed when it keeps it").containsExactly(changed);
    }

    @Test
    void threeFailuresInARowMakeANodeBad() {
        Contact contact = new Contact(Id.random(random), host(1));
        table.answered(contact, NOW);
        table.failed(contact, NOW);
        assertThat(table.closest(self, 8, NOW)).as("not named while it fails").isEmpty();
        table.failed(contact, NOW);
        table.answered(contact, NOW);
        assertThat(table.closest(self, 8, NOW)).containsExactly(contact);
        for (int i = 0; i < 3; i++) {
            table.failed(contact, NOW);
        }
        assertThat(table.contacts(NOW)).isEmpty();
    }

    @Test
    void aBadNodeGivesItsPlaceToOneThatWaited() {
        List<Contact> bucket = fill(20);
        Contact waiting = new Contact(self.randomAt(20, random), host(500));
        table.answered(waiting, NOW);
        assertThat(table.contains(waiting.address())).isFalse();
        for (int i = 0; i < 3; i++) {
            table.failed(bucket.getFirst(), NOW);
        }
        assertThat(table.contains(waiting.address())).isTrue();
        assertThat(table.contains(bucket.getFirst().address())).isFalse();
        assertThat(table.size()).isEqualTo(8);
    }

    @Test
    void idsOfTheirAddressDisplaceOthers() {
        fill(0);
        for (int i = 0; i < 20; i++) {
            InetSocketAddress address = host(900 + i);
            Id id = SecureId.generate(address.getAddress(), random);
            table.answered(new Contact(id, address), NOW);
            assertThat(table.contains(address)).isTrue();
        }
    }

    @Test
    void silentNodesArePingedInTurn() {
        List<Contact> bucket = fill(20);
        Instant later = NOW.plus(Duration.ofMinutes(16));
        List<Contact> pinged = new ArrayList<>();
        pinged.addAll(table.toPing(3, later));
        table.answered(pinged.getFirst(), later);
        for (int i = 0; i < 9; i++) {
            pinged.addAll(table.toPing(3, later));
        }
        assertThat(pinged).containsExactlyInAnyOrderElementsOf(bucket);
    }

    @Test
    void bucketsAreRefreshedEveryFifteenMinutes() {
        fill(2);
        assertThat(table.toRefresh(NOW)).hasValue(0);
        assertThat(table.toRefresh(NOW)).hasValue(1);
        assertThat(table.toRefresh(NOW)).as("new, and full").isEmpty();
        Instant later = NOW.plus(Duration.ofMinutes(15));
        assertThat(table.toRefresh(later)).hasValue(0);
        assertThat(table.toRefresh(later)).hasValue(1);
        assertThat(table.toRefresh(later)).hasValue(2);
        assertThat(table.toRefresh(later)).isEmpty();
    }

    @Test
    void theSameNodesFitAroundAnotherId() {
        fill(20);
        RoutingTable moved = table.around(table.contacts(NOW).getFirst().id().randomAt(40, random), NOW);
        assertThat(moved.contacts(NOW)).hasSameElementsAs(table.contacts(NOW));
    }

    @Test
    void h7AskingFillsNoMemory() {
        for (int i = 0; i < 100_000; i++) {
            table.asked(new Contact(Id.random(random), host(i)), NOW);
        }
        assertThat(table.size()).isZero();
        int pings = 0;
        for (Instant time = NOW.plusSeconds(91); !table.toPing(3, time).isEmpty(); pings++) {
            assertThat(pings).isLessThan(200);
        }
    }

    private List<Contact> fill(int bucket) {
        List<Contact> contacts = new ArrayList<>();
        for (int i = 0; i < RoutingRules.bucketSize(bucket); i++) {
            Contact contact = new Contact(self.randomAt(bucket, random), host(i));
            table.answered(contact, NOW);
            contacts.add(contact);
        }
        return contacts;
    }

    private static InetSocketAddress host(int number) {
        return host(number, 6881);
    }

    private static InetSocketAddress host(int number, int port) {
        return at((11 + number / 65_536) + "." + number / 256 % 256 + "." + number % 256 + ".1", port);
    }

    private static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }
}
