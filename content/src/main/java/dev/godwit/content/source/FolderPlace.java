package dev.godwit.content.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A file below a directory that the user named, reached component by component without following a link; for platforms
 * where {@link KernelPlace} is not possible.
 *
 * @param top the directory, which may be a link itself
 * @param below names from there on, at least one
 */
record FolderPlace(Path top, List<String> below) implements SourcePlace {
    @Override
    public Path path() {
        return below.stream().reduce(top, Path::resolve, Path::resolve);
    }

    @Override
    public FileState look() throws IOException {
        return inFolder((folder, name) -> FileState.of(path(), folder.attributes(name)));
    }

    @Override
    public Content open() throws IOException {
        return inFolder((folder, name) -> new NamedPlace.ChannelContent(folder.openFile(name), path()));
    }

    @FunctionalInterface
    private interface Use<T> {
        T of(SourceFolder folder, String name) throws IOException;
    }

    private <T> T inFolder(Use<T> use) throws IOException {
        try {
            SourceFolder folder = SourceFolder.open(top);
            try {
                for (String name : below.subList(0, below.size() - 1)) {
                    SourceFolder inner = folder.enter(name);
                    folder.close();
                    folder = inner;
                }
                return use.of(folder, below.getLast());
            } finally {
                folder.close();
            }
        } catch (IOException e) {
            throw NamedFailure.at(path(), e);
        }
    }
}
