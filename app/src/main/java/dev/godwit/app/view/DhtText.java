package dev.godwit.app.view;

import dev.godwit.node.doctor.DhtDiagnosis;
import dev.godwit.node.doctor.DhtDiagnosis.Network;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a look at the DHT has shown, in words. */
public final class DhtText {
    private DhtText() {}

    /** The networks, then how it goes there, then what they know of this peer. */
    public static List<String> lines(DhtDiagnosis diagnosis) {
        List<String> lines = new ArrayList<>();
        lines.add(diagnosis.isPublic() ? "The public DHT:" : "A private DHT:");
        diagnosis.networks().forEach(network -> lines.add(network(network)));
        lines.add(lookUps(diagnosis));
        if (diagnosis.isReachable()) {
            lines.add(
                    switch (diagnosis.reach()) {
                        case REACHED -> "Strangers reach this peer's node there, and it answers them.";
                        case ONLY_ASKS -> "This peer only asks there: nobody has reached it from outside so far.";
                        case UNKNOWN ->
                            "Whether strangers reach this peer's node there is not known yet: that takes minutes.";
                    });
            lines.add(record(diagnosis));
        }
        return lines;
    }

    private static String network(Network network) {
        String size = network.sizeEstimate() == 0
                ? "size unknown"
                : String.format(Locale.ROOT, "about %,d in all", network.sizeEstimate());
        return String.format(
                Locale.ROOT,
                "  %s: %s known, %s; %s",
                network.family().equals("ipv4") ? "IPv4" : "IPv6",
                Amount.count(network.nodesKnown(), "node"),
                size,
                network.externalAddress()
                        .map(address -> seen(address, network))
                        .orElse("nobody says how it sees this host"));
    }

    private static String seen(String address, Network network) {
        String nat = switch (network.mapping()) {
            case "endpoint-independent" -> "the same port towards everybody";
            case "endpoint-dependent" -> "another port towards each: hole punching will be hard";
            default -> "too few to tell what kind of NAT there is";
        };
        return address + " is how " + Amount.count(network.witnesses(), "node") + " see this host (" + nat + ")";
    }

    private static String lookUps(DhtDiagnosis diagnosis) {
        List<Long> millis =
                diagnosis.lookUps().stream().map(Duration::toMillis).sorted().toList();
        if (millis.isEmpty()) {
            return "No look-up was answered.";
        }
        return String.format(
                Locale.ROOT,
                "Look-ups: %d of %d answered, median %,d ms, slowest %,d ms.",
                millis.size(),
                diagnosis.lookUpsTried(),
                millis.get(millis.size() / 2),
                millis.getLast());
    }

    private static String record(DhtDiagnosis diagnosis) {
        if (diagnosis.ownRecord().isPresent()) {
            DhtDiagnosis.OwnRecord record = diagnosis.ownRecord().get();
            return "This peer's record, signed " + record.signedAt().truncatedTo(ChronoUnit.SECONDS) + ": "
                    + (record.addresses().isEmpty() ? "no address" : String.join(", ", record.addresses()));
        }
        return diagnosis.publishes()
                ? "This peer's record is not there: it is published while something is offered."
                : "This peer has no record there: dht.addresses says what to publish.";
    }
}
