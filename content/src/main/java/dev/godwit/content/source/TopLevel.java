package dev.godwit.content.source;

import dev.godwit.content.manifest.EntryName;
import dev.godwit.content.manifest.ManifestOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A path that the user named, and the name it has at the top of the share. It is followed if it is a link.
 *
 * @param path absolute
 */
record TopLevel(String name, Path path) {

    /** All of them, in the order of a manifest. */
    static List<TopLevel> of(List<Path> paths) throws DuplicateNameException {
        List<TopLevel> tops = new ArrayList<>();
        for (Path path : paths) {
            tops.add(new TopLevel(EntryName.of(path), path.toAbsolutePath()));
        }
        tops.sort(Comparator.comparing(TopLevel::name, ManifestOrder.BY_NAME));
        for (int i = 1; i < tops.size(); i++) {
            if (tops.get(i - 1).name.equals(tops.get(i).name)) {
                throw new DuplicateNameException(tops.get(i - 1).path, tops.get(i).path);
            }
        }
        return List.copyOf(tops);
    }
}
