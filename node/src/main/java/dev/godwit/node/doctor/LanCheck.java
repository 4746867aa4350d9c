package dev.godwit.node.doctor;

import dev.godwit.network.lan.Lan;
import dev.godwit.network.lan.LanRegistration;
import dev.godwit.network.lan.LanReport;
import dev.godwit.network.lan.LanSettings;
import dev.godwit.network.lan.link.Link;
import dev.godwit.network.lan.service.LanFinding;
import dev.godwit.wire.fault.Fault;
import dev.godwit.wire.fault.FaultCode;
import dev.godwit.wire.fault.FaultException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Listens to the local network for a while: who can be found there, and on which interfaces. Offers nothing itself. */
public final class LanCheck {
    private LanCheck() {}

    /**
     * Asks for public Godwit peers and for everything else that answers multicast DNS.
     *
     * @param listening how long to wait for answers
     * @throws FaultException when the process is out of descriptors, or interrupted
     */
    public static LanDiagnosis run(Duration listening) throws FaultException {
        Map<String, LanFinding> found = new ConcurrentHashMap<>();
        try (Lan lan = Lan.open(LanSettings.everywhere());
                LanRegistration _ = lan.browse(finding -> found.put(finding.instance(), finding));
                LanRegistration _ = lan.survey()) {
            Thread.sleep(listening);
            return diagnosis(
                    lan.report(), found.values().stream().map(LanCheck::peer).toList());
        } catch (IOException e) {
            throw Fault.of(FaultCode.NO_ROUTE, "the local network: " + e.getMessage())
                    .exception(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Fault.of(FaultCode.CANCELLED).exception();
        }
    }

    private static LanDiagnosis diagnosis(LanReport report, List<PublicPeer> peers) {
        return new LanDiagnosis(
                report.links().stream().map(LanCheck::network).toList(),
                report.canSearch(),
                report.canAnnounce(),
                peers,
                report.responders(),
                report.serviceTypes(),
                new LanTraffic(
                        report.traffic().queriesSent(),
                        report.traffic().queriesHeard(),
                        report.traffic().responsesHeard(),
                        report.traffic().ignored()));
    }

    private static LanInterface network(LanReport.LinkState state) {
        Link link = state.link();
        return new LanInterface(
                link.interfaceName(),
                link.family().name().toLowerCase(Locale.ROOT),
                link.addressTexts(),
                state.use().isUsed(),
                state.use().sentence());
    }

    private static PublicPeer peer(LanFinding finding) {
        return new PublicPeer(
                finding.name().orElse(""),
                finding.peerId().orElse(""),
                finding.addresses().stream().map(Object::toString).toList());
    }
}
