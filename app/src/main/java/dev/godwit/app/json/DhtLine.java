package dev.godwit.app.json;

import dev.godwit.node.doctor.DhtDiagnosis;
import io.avaje.jsonb.Json;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The line of {@code godwit doctor dht --json}.
 *
 * @param mode {@code public} or {@code private}
 * @param readOnly whether this node only asks
 * @param reach {@code reached}, {@code only-asks} or {@code unknown}: whether strangers reach this node
 * @param lookUpMillis how long each look-up took that was answered
 * @param lookUpsTried how many there were
 * @param recordSignedAt when this peer's record was signed that the network has; empty when it has none
 * @param recordAddresses what it says
 */
@Json
public record DhtLine(
        String mode,
        boolean readOnly,
        String reach,
        List<Network> networks,
        List<Long> lookUpMillis,
        int lookUpsTried,
        String recordSignedAt,
        List<String> recordAddresses) {

    /** The diagnosis as a line. */
    public static DhtLine of(DhtDiagnosis diagnosis) {
        return new DhtLine(
                diagnosis.isPublic() ? "public" : "private",
                diagnosis.isReadOnly(),
                diagnosis.reach().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                diagnosis.networks().stream().map(Network::of).toList(),
                diagnosis.lookUps().stream().map(Duration::toMillis).toList(),
                diagnosis.lookUpsTried(),
                diagnosis
                        .ownRecord()
                        .map(record -> record.signedAt().toString())
                        .orElse(""),
                diagnosis.ownRecord().map(DhtDiagnosis.OwnRecord::addresses).orElse(List.of()));
    }

    /** One network, {@code ipv4} or {@code ipv6}; a size of 0 is not known, nor is an external address that is empty. */
    @Json
    public record Network(
            String family, int nodesKnown, long sizeEstimate, String externalAddress, int witnesses, String mapping) {
        static Network of(DhtDiagnosis.Network network) {
            return new Network(
                    network.family(),
                    network.nodesKnown(),
                    network.sizeEstimate(),
                    network.externalAddress().orElse(""),
                    network.witnesses(),
                    network.mapping());
        }
    }
}
