package dev.godwit.node.finding.record;

import dev.godwit.dht.node.AddressRules;
import dev.godwit.node.home.Configuration;
import dev.godwit.node.home.Setting;
import dev.godwit.wire.fault.FaultException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a home publishes about itself: by default what its user says, and nothing by itself.
 *
 * @param configured addresses and names with ports
 * @param withInterfaces whether the addresses of this machine's interfaces are published, too
 */
public record RecordTerms(List<String> configured, boolean withInterfaces) {
    /** Copies the list. */
    public RecordTerms {
        configured = List.copyOf(configured);
    }

    /** As the home is configured. */
    public static RecordTerms of(Configuration configuration) throws FaultException {
        String mode = configuration.value(Setting.DHT_RECORD);
        List<String> addresses = mode.equals("off")
                ? List.of()
                : Stream.of(configuration.value(Setting.DHT_ADDRESSES).split(",", -1))
                        .map(String::strip)
                        .filter(address -> !address.isEmpty())
                        .toList();
        return new RecordTerms(addresses, mode.equals("all"));
    }

    /** Whether there is anything to publish. */
    public boolean publishes() {
        return withInterfaces || !configured.isEmpty();
    }

    /**
     * What to publish now: names are looked up anew, with all their addresses, and what means nothing to others in this network
     * is left out, as private addresses in the public one.
     *
     * @param listening where this peer listens
     * @return empty when there is nothing to publish because no configured name can be looked up now: later one may
     */
    public Optional<PeerRecord> record(List<InetSocketAddress> listening, AddressRules network) {
        List<InetSocketAddress> named =
                configured.stream().flatMap(RecordTerms::resolved).toList();
        Stream<InetSocketAddress> own = withInterfaces ? listening.stream() : Stream.empty();
        PeerRecord record = new PeerRecord(
                Stream.concat(named.stream(), own).filter(network::accepts).toList());
        boolean isTooEarly =
                named.isEmpty() && !configured.isEmpty() && record.addresses().isEmpty();
        return isTooEarly ? Optional.empty() : Optional.of(record);
    }

    private static Stream<InetSocketAddress> resolved(String text) {
        int colon = text.lastIndexOf(':');
        int port = Integer.parseInt(text.substring(colon + 1));
        try {
            return Stream.of(InetAddress.getAllByName(text.substring(0, colon)))
                    .map(address -> new InetSocketAddress(address, port));
        } catch (UnknownHostException e) {
            return Stream.empty();
        }
    }
}
