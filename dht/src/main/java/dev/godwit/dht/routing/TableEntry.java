package dev.godwit.dht.routing;

import dev.godwit.dht.node.Contact;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is known of one node. */
final class TableEntry {
    /** How much a node is trusted to be there. BEP 5. */
    enum Standing {
        /** It asked, it never answered. */
        UNVERIFIED,
        /** It answered, and was heard within the last 15 minutes. */
        GOOD,
        /** It answered once, and has been silent since. */
        QUESTIONABLE,
        /** It failed to answer several times in a row. */
        BAD
    }

    /** A node that keeps failing is pinged every half an hour in the end: when nobody takes its place, it may come back. */
    private static final int DOUBLINGS_MAX = 6;

    private final Contact contact;
    private boolean verified;
    private int failures;
    private Instant heardAt;
    private @Nullable Instant pingedAt;

    TableEntry(Contact contact, boolean verified, Instant now) {
        this.contact = contact;
        this.verified = verified;
        this.heardAt = now;
    }

    Contact contact() {
        return contact;
    }

    Instant heardAt() {
        return heardAt;
    }

    boolean isVerified() {
        return verified;
    }

    Standing standing(Instant now) {
        if (failures >= RoutingRules.BAD_AFTER_FAILURES || (!verified && failures > 0)) {
            return Standing.BAD;
        }
        if (!verified) {
            return Standing.UNVERIFIED;
        }
        return heardAt.plus(RoutingRules.QUESTIONABLE_AFTER).isAfter(now) ? Standing.GOOD : Standing.QUESTIONABLE;
    }

    /** Whether it keeps failing: such a node is not named to others. */
    boolean isFailing() {
        return failures > 0;
    }

    void answered(Instant now) {
        verified = true;
        failures = 0;
        heardAt = now;
    }

    void asked(Instant now) {
        heardAt = now;
    }

    void failed() {
        failures++;
    }

    void pinged(Instant now) {
        pingedAt = now;
    }

    boolean mayBePinged(Instant now) {
        Duration interval = RoutingRules.PING_INTERVAL.multipliedBy(1L << Math.min(failures, DOUBLINGS_MAX));
        return pingedAt == null || !pingedAt.plus(interval).isAfter(now);
    }
}
