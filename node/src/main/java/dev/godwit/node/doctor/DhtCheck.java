package dev.godwit.node.doctor;

import dev.godwit.dht.Dht;
import dev.godwit.dht.bencode.ByteString;
import dev.godwit.dht.engine.EngineStatus;
import dev.godwit.dht.engine.EngineStatus.SideStatus;
import dev.godwit.dht.engine.ExternalAddress;
import dev.godwit.dht.item.Ed25519Key;
import dev.godwit.dht.item.MutableItem;
import dev.godwit.dht.node.AddressRules;
import dev.godwit.dht.node.Family;
import dev.godwit.dht.node.Id;
import dev.godwit.dht.record.RecordException;
import dev.godwit.dht.record.SignedRecord;
import dev.godwit.node.doctor.DhtDiagnosis.Network;
import dev.godwit.node.doctor.DhtDiagnosis.OwnRecord;
import dev.godwit.node.finding.DhtAccess;
import dev.godwit.node.finding.record.PeerRecord;
import dev.godwit.node.finding.record.RecordTerms;
import dev.godwit.node.home.Configuration;
import dev.godwit.node.home.Home;
import dev.godwit.node.home.IdentityStore;
import dev.godwit.node.home.Setting;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import dev.godwit.wire.identity.PeerId;
import dev.godwit.wire.link.Addresses;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Takes part in the DHT for some seconds: how large it is, how fast, and what it knows of this peer. Stores nothing. */
public final class DhtCheck {
    /** So many tell the size of the network within a tenth (pubky/mainline). */
    private static final int LOOK_UPS = 16;

    /** When these were not answered, others would not be either. */
    private static final int LOOK_UPS_LOST_MAX = 2;

    private DhtCheck() {}

    /**
     * Looks up the nodes around random keys one after the other, and then the record of this home's peer.
     *
     * @throws FaultException when the configuration turns the DHT off or can not be read, or there is no socket
     */
    public static DhtDiagnosis run(Home home) throws FaultException {
        Configuration configuration = new Configuration(home);
        if (configuration.value(Setting.DHT_MODE).equals("off")) {
            throw Fault.of(FaultCode.USAGE, "dht.mode is off in " + home.directory())
                    .exception();
        }
        PeerId self = IdentityStore.open(home).peerId();
        boolean publishes = RecordTerms.of(configuration).publishes();
        try (DhtAccess access = DhtAccess.start(home, Optional.empty())
                .orElseThrow(() -> Fault.of(FaultCode.NO_ROUTE, "the DHT").exception())) {
            List<Duration> lookUps = new ArrayList<>();
            int tried = 0;
            while (tried < LOOK_UPS && tried - lookUps.size() < LOOK_UPS_LOST_MAX) {
                lookUp(access.dht()).ifPresent(lookUps::add);
                tried++;
            }
            Optional<OwnRecord> record = lookUps.isEmpty() ? Optional.empty() : record(access.dht(), self);
            EngineStatus status = access.dht().status();
            return new DhtDiagnosis(
                    access.network() == AddressRules.PUBLIC,
                    DhtDiagnosis.Reach.valueOf(status.reach().name()),
                    networks(status),
                    lookUps,
                    tried,
                    record,
                    publishes);
        } catch (IOException e) {
            throw Fault.of(FaultCode.NO_ROUTE, "the DHT: " + e.getMessage()).exception(e);
        }
    }

    private static Optional<Duration> lookUp(Dht dht) {
        long startNanos = System.nanoTime();
        int answers = dht.nodes(Id.random(new SecureRandom())).join().answers();
        Duration time = Duration.ofNanos(System.nanoTime() - startNanos);
        return answers > 0 ? Optional.of(time) : Optional.empty();
    }

    private static Optional<OwnRecord> record(Dht dht, PeerId self) {
        Optional<MutableItem> newest = dht.get(new Ed25519Key(ByteString.of(self.bytes())), ByteString.EMPTY)
                .join();
        return newest.flatMap(DhtCheck::record);
    }

    private static Optional<OwnRecord> record(MutableItem item) {
        try {
            SignedRecord record = SignedRecord.parse(item);
            return Optional.of(new OwnRecord(
                    Instant.EPOCH.plus(record.sequence(), ChronoUnit.MICROS),
                    PeerRecord.of(record).addresses().stream()
                            .map(Addresses::text)
                            .toList()));
        } catch (RecordException e) {
            return Optional.empty();
        }
    }

    private static List<Network> networks(EngineStatus status) {
        return status.sides().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(side -> network(side.getKey(), side.getValue()))
                .toList();
    }

    private static Network network(Family family, SideStatus side) {
        Optional<ExternalAddress> seen = side.externalAddress();
        return new Network(
                family.name().toLowerCase(Locale.ROOT),
                side.contacts().size(),
                side.sizeEstimate().orElse(0),
                seen.map(it -> Addresses.text(it.address())),
                seen.map(ExternalAddress::voters).orElse(0),
                seen.map(ExternalAddress::mapping)
                        .orElse(ExternalAddress.Mapping.UNKNOWN)
                        .name()
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-'));
    }
}
