# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'song_form.ui'
##
## Created by: Qt User Interface Compiler version 6.11.3
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QComboBox, QFrame, QGridLayout,
    QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit,
    QPushButton, QScrollArea, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)
class Ui_SongForm(object):
    def setupUi(self, SongForm):
        if not SongForm.objectName():
            SongForm.setObjectName(u"SongForm")
        self.column = QVBoxLayout(SongForm)
        self.column.setSpacing(0)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(0, 0, 0, 0)
        self.area = QScrollArea(SongForm)
        self.area.setObjectName(u"area")
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.inside = QWidget()
        self.inside.setObjectName(u"inside")
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        sizePolicy.setHorizontalStretch(0)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.inside.sizePolicy().hasHeightForWidth())
        self.inside.setSizePolicy(sizePolicy)
        self.whole = QVBoxLayout(self.inside)
        self.whole.setSpacing(14)
        self.whole.setObjectName(u"whole")
        self.whole.setContentsMargins(28, 20, 28, 16)
        self.told = QVBoxLayout()
        self.told.setSpacing(8)
        self.told.setObjectName(u"told")

        self.whole.addLayout(self.told)

        self.grid = QGridLayout()
        self.grid.setObjectName(u"grid")
        self.grid.setHorizontalSpacing(14)
        self.grid.setVerticalSpacing(14)
        self.title_cell = QVBoxLayout()
        self.title_cell.setSpacing(5)
        self.title_cell.setObjectName(u"title_cell")
        self.title_label = QLabel(self.inside)
        self.title_label.setObjectName(u"title_label")
        self.title_label.setWordWrap(True)

        self.title_cell.addWidget(self.title_label)

        self.title = QLineEdit(self.inside)
        self.title.setObjectName(u"title")

        self.title_cell.addWidget(self.title)


        self.grid.addLayout(self.title_cell, 0, 0, 1, 2)

        self.romanised_cell = QVBoxLayout()
        self.romanised_cell.setSpacing(5)
        self.romanised_cell.setObjectName(u"romanised_cell")
        self.romanised_label = QLabel(self.inside)
        self.romanised_label.setObjectName(u"romanised_label")
        self.romanised_label.setWordWrap(True)

        self.romanised_cell.addWidget(self.romanised_label)

        self.romanised = QLineEdit(self.inside)
        self.romanised.setObjectName(u"romanised")

        self.romanised_cell.addWidget(self.romanised)


        self.grid.addLayout(self.romanised_cell, 1, 0, 1, 2)

        self.credits_cell = QVBoxLayout()
        self.credits_cell.setSpacing(5)
        self.credits_cell.setObjectName(u"credits_cell")
        self.credits_head = QHBoxLayout()
        self.credits_head.setObjectName(u"credits_head")
        self.credits_label = QLabel(self.inside)
        self.credits_label.setObjectName(u"credits_label")
        self.credits_label.setWordWrap(True)

        self.credits_head.addWidget(self.credits_label)

        self.credits_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.credits_head.addItem(self.credits_gap)


        self.credits_cell.addLayout(self.credits_head)

        self.credits_box = QVBoxLayout()
        self.credits_box.setObjectName(u"credits_box")

        self.credits_cell.addLayout(self.credits_box)


        self.grid.addLayout(self.credits_cell, 2, 0, 1, 2)

        self.album_cell = QVBoxLayout()
        self.album_cell.setSpacing(5)
        self.album_cell.setObjectName(u"album_cell")
        self.album_label = QLabel(self.inside)
        self.album_label.setObjectName(u"album_label")
        self.album_label.setWordWrap(True)

        self.album_cell.addWidget(self.album_label)

        self.album = QLineEdit(self.inside)
        self.album.setObjectName(u"album")

        self.album_cell.addWidget(self.album)


        self.grid.addLayout(self.album_cell, 3, 0, 1, 1)

        self.album_artist_cell = QVBoxLayout()
        self.album_artist_cell.setSpacing(5)
        self.album_artist_cell.setObjectName(u"album_artist_cell")
        self.album_artist_label = QLabel(self.inside)
        self.album_artist_label.setObjectName(u"album_artist_label")
        self.album_artist_label.setWordWrap(True)

        self.album_artist_cell.addWidget(self.album_artist_label)

        self.album_artist = QLineEdit(self.inside)
        self.album_artist.setObjectName(u"album_artist")

        self.album_artist_cell.addWidget(self.album_artist)


        self.grid.addLayout(self.album_artist_cell, 3, 1, 1, 1)

        self.release_date_cell = QVBoxLayout()
        self.release_date_cell.setSpacing(5)
        self.release_date_cell.setObjectName(u"release_date_cell")
        self.release_date_label = QLabel(self.inside)
        self.release_date_label.setObjectName(u"release_date_label")
        self.release_date_label.setWordWrap(True)

        self.release_date_cell.addWidget(self.release_date_label)

        self.release_date = QLineEdit(self.inside)
        self.release_date.setObjectName(u"release_date")

        self.release_date_cell.addWidget(self.release_date)


        self.grid.addLayout(self.release_date_cell, 4, 0, 1, 1)

        self.place = QHBoxLayout()
        self.place.setSpacing(14)
        self.place.setObjectName(u"place")
        self.track_cell = QVBoxLayout()
        self.track_cell.setSpacing(5)
        self.track_cell.setObjectName(u"track_cell")
        self.track_label = QLabel(self.inside)
        self.track_label.setObjectName(u"track_label")
        self.track_label.setWordWrap(True)

        self.track_cell.addWidget(self.track_label)

        self.track = QLineEdit(self.inside)
        self.track.setObjectName(u"track")

        self.track_cell.addWidget(self.track)


        self.place.addLayout(self.track_cell)

        self.disc_cell = QVBoxLayout()
        self.disc_cell.setSpacing(5)
        self.disc_cell.setObjectName(u"disc_cell")
        self.disc_label = QLabel(self.inside)
        self.disc_label.setObjectName(u"disc_label")
        self.disc_label.setWordWrap(True)

        self.disc_cell.addWidget(self.disc_label)

        self.disc = QLineEdit(self.inside)
        self.disc.setObjectName(u"disc")

        self.disc_cell.addWidget(self.disc)


        self.place.addLayout(self.disc_cell)


        self.grid.addLayout(self.place, 4, 1, 1, 1)

        self.language_cell = QVBoxLayout()
        self.language_cell.setSpacing(5)
        self.language_cell.setObjectName(u"language_cell")
        self.language_label = QLabel(self.inside)
        self.language_label.setObjectName(u"language_label")
        self.language_label.setWordWrap(True)

        self.language_cell.addWidget(self.language_label)

        self.language = QComboBox(self.inside)
        self.language.setObjectName(u"language")

        self.language_cell.addWidget(self.language)


        self.grid.addLayout(self.language_cell, 5, 0, 1, 1)

        self.genres_cell = QVBoxLayout()
        self.genres_cell.setSpacing(5)
        self.genres_cell.setObjectName(u"genres_cell")
        self.genres_label = QLabel(self.inside)
        self.genres_label.setObjectName(u"genres_label")
        self.genres_label.setWordWrap(True)

        self.genres_cell.addWidget(self.genres_label)

        self.genres = QLineEdit(self.inside)
        self.genres.setObjectName(u"genres")

        self.genres_cell.addWidget(self.genres)


        self.grid.addLayout(self.genres_cell, 5, 1, 1, 1)

        self.tags_cell = QVBoxLayout()
        self.tags_cell.setSpacing(5)
        self.tags_cell.setObjectName(u"tags_cell")
        self.tags_label = QLabel(self.inside)
        self.tags_label.setObjectName(u"tags_label")
        self.tags_label.setWordWrap(True)

        self.tags_cell.addWidget(self.tags_label)

        self.tags = QLineEdit(self.inside)
        self.tags.setObjectName(u"tags")

        self.tags_cell.addWidget(self.tags)


        self.grid.addLayout(self.tags_cell, 6, 0, 1, 2)

        self.notes_cell = QVBoxLayout()
        self.notes_cell.setSpacing(5)
        self.notes_cell.setObjectName(u"notes_cell")
        self.notes_label = QLabel(self.inside)
        self.notes_label.setObjectName(u"notes_label")
        self.notes_label.setWordWrap(True)

        self.notes_cell.addWidget(self.notes_label)

        self.notes = QPlainTextEdit(self.inside)
        self.notes.setObjectName(u"notes")
        self.notes.setTabChangesFocus(True)

        self.notes_cell.addWidget(self.notes)


        self.grid.addLayout(self.notes_cell, 7, 0, 1, 2)

        self.cover_cell = QVBoxLayout()
        self.cover_cell.setSpacing(5)
        self.cover_cell.setObjectName(u"cover_cell")
        self.cover_label = QLabel(self.inside)
        self.cover_label.setObjectName(u"cover_label")
        self.cover_label.setWordWrap(True)

        self.cover_cell.addWidget(self.cover_label)

        self.cover_box = QVBoxLayout()
        self.cover_box.setObjectName(u"cover_box")

        self.cover_cell.addLayout(self.cover_box)


        self.grid.addLayout(self.cover_cell, 8, 0, 1, 2)

        self.song_cell = QVBoxLayout()
        self.song_cell.setSpacing(5)
        self.song_cell.setObjectName(u"song_cell")
        self.song_label = QLabel(self.inside)
        self.song_label.setObjectName(u"song_label")
        self.song_label.setWordWrap(True)

        self.song_cell.addWidget(self.song_label)

        self.song_box = QVBoxLayout()
        self.song_box.setObjectName(u"song_box")

        self.song_cell.addLayout(self.song_box)


        self.grid.addLayout(self.song_cell, 9, 0, 1, 2)

        self.bgm_cell = QVBoxLayout()
        self.bgm_cell.setSpacing(5)
        self.bgm_cell.setObjectName(u"bgm_cell")
        self.bgm_label = QLabel(self.inside)
        self.bgm_label.setObjectName(u"bgm_label")
        self.bgm_label.setWordWrap(True)

        self.bgm_cell.addWidget(self.bgm_label)

        self.bgm_box = QVBoxLayout()
        self.bgm_box.setObjectName(u"bgm_box")

        self.bgm_cell.addLayout(self.bgm_box)


        self.grid.addLayout(self.bgm_cell, 10, 0, 1, 2)

        self.telugu_cell = QVBoxLayout()
        self.telugu_cell.setSpacing(5)
        self.telugu_cell.setObjectName(u"telugu_cell")
        self.telugu_label = QLabel(self.inside)
        self.telugu_label.setObjectName(u"telugu_label")
        self.telugu_label.setWordWrap(True)

        self.telugu_cell.addWidget(self.telugu_label)

        self.telugu_box = QVBoxLayout()
        self.telugu_box.setObjectName(u"telugu_box")

        self.telugu_cell.addLayout(self.telugu_box)


        self.grid.addLayout(self.telugu_cell, 11, 0, 1, 2)

        self.english_cell = QVBoxLayout()
        self.english_cell.setSpacing(5)
        self.english_cell.setObjectName(u"english_cell")
        self.english_label = QLabel(self.inside)
        self.english_label.setObjectName(u"english_label")
        self.english_label.setWordWrap(True)

        self.english_cell.addWidget(self.english_label)

        self.english_box = QVBoxLayout()
        self.english_box.setObjectName(u"english_box")

        self.english_cell.addLayout(self.english_box)


        self.grid.addLayout(self.english_cell, 12, 0, 1, 2)

        self.grid.setColumnStretch(0, 1)
        self.grid.setColumnStretch(1, 1)

        self.whole.addLayout(self.grid)

        self.gap = QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.whole.addItem(self.gap)

        self.area.setWidget(self.inside)

        self.column.addWidget(self.area)

        self.foot = QFrame(SongForm)
        self.foot.setObjectName(u"foot")
        sizePolicy1 = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        sizePolicy1.setHorizontalStretch(0)
        sizePolicy1.setVerticalStretch(0)
        sizePolicy1.setHeightForWidth(self.foot.sizePolicy().hasHeightForWidth())
        self.foot.setSizePolicy(sizePolicy1)
        self.buttons = QHBoxLayout(self.foot)
        self.buttons.setSpacing(12)
        self.buttons.setObjectName(u"buttons")
        self.buttons.setContentsMargins(28, 12, 28, 14)
        self.delete_song = QPushButton(self.foot)
        self.delete_song.setObjectName(u"delete_song")
        self.delete_song.setAutoDefault(False)

        self.buttons.addWidget(self.delete_song)

        self.split = QPushButton(self.foot)
        self.split.setObjectName(u"split")
        self.split.setAutoDefault(False)

        self.buttons.addWidget(self.split)

        self.middle = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.buttons.addItem(self.middle)

        self.revert = QPushButton(self.foot)
        self.revert.setObjectName(u"revert")
        self.revert.setAutoDefault(False)

        self.buttons.addWidget(self.revert)

        self.save = QPushButton(self.foot)
        self.save.setObjectName(u"save")
        self.save.setAutoDefault(False)

        self.buttons.addWidget(self.save)


        self.column.addWidget(self.foot)

#if QT_CONFIG(shortcut)
        self.title_label.setBuddy(self.title)
        self.romanised_label.setBuddy(self.romanised)
        self.album_label.setBuddy(self.album)
        self.album_artist_label.setBuddy(self.album_artist)
        self.release_date_label.setBuddy(self.release_date)
        self.track_label.setBuddy(self.track)
        self.disc_label.setBuddy(self.disc)
        self.language_label.setBuddy(self.language)
        self.genres_label.setBuddy(self.genres)
        self.tags_label.setBuddy(self.tags)
        self.notes_label.setBuddy(self.notes)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(SongForm)

        QMetaObject.connectSlotsByName(SongForm)
    # setupUi

    def retranslateUi(self, SongForm):
#if QT_CONFIG(accessibility)
        self.area.setAccessibleName(QCoreApplication.translate("SongForm", u"Form of the song", None))
#endif // QT_CONFIG(accessibility)
        self.title_label.setProperty(u"tone", QCoreApplication.translate("SongForm", u"mute", None))
        self.title_label.setText(QCoreApplication.translate("SongForm", u"Song name *", None))
#if QT_CONFIG(accessibility)
        self.title.setAccessibleName(QCoreApplication.translate("SongForm", u"Song name", None))
#endif // QT_CONFIG(accessibility)
        self.romanised_label.setProperty(u"tone", QCoreApplication.translate("SongForm", u"mute", None))
        self.romanised_label.setText(QCoreApplication.translate("SongForm", u"Romanised name (filled in from the Telugu, edit if needed)", None))
#if QT_CONFIG(accessibility)
        self.romanised.setAccessibleName(QCoreApplication.translate("SongForm", u"Romanised name", None))
#endif // QT_CONFIG(accessibility)
        self.credits_label.setProperty(u"tone", QCoreApplication.translate("SongForm", u"mute", None))
        self.credits_label.setText(QCoreApplication.translate("SongForm", u"Artists, as printed", None))
        self.album_label.setProperty(u"tone", QCoreApplication.translate("SongForm", u"mute", None))
        self.album_label.setText(QCoreApplication.translate("SongForm", u"Album", None))
#if QT_CONFIG(accessibility)
        self.album.setAccessibleName(QCoreApplication.translate("SongForm", u"Album", None))
#endif // QT_CONFIG(accessibility)
        self.album_artist_label.setProperty(u"tone", QCoreApplication.translate("SongForm", u"mute", None))
        self.album_artist_label.setText(QCoreApplication.translate("SongForm", u"Album artist", None))
#if QT_CONFIG(accessibility)
        self.album_artist.setAccessibleName(QCoreApplication.translate("SongForm", u"Album artist", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.album_artist.setToolTip(QCoreApplication.translate("SongForm", u"Empty: the first artist", None))
#endif // QT_CONFIG(tooltip)
        self.release_date_label.setProperty(u"tone", QCoreApplication.translate("SongForm", u"mute", None))
        self.release_date_label.setText(QCoreApplication.translate("SongForm", u"Release date", None))
#if QT_CONFIG(accessibility)
        self.release_date.setAccessibleName(QCoreApplication.translate("SongForm", u"Release date", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.release_date.setToolTip(QCoreApplication.translate("SongForm", u"1942, 1942-11 or 1942-11-08", None))
#endif // QT_CONFIG(tooltip)
        self.release_date.setPlaceholderText(QCoreApplication.translate("SongForm", u"YYYY-MM-DD", None))
        self.track_label.setProperty(u"tone", QCoreApplication.translate("SongForm", u"mute", None))
        self.track_label.setText(QCoreApplication.translate("SongForm", u"Track", None))
#if QT_CONFIG(accessibility)
        self.track.setAccessibleName(QCoreApplication.translate("SongForm", u"Track", None))
#endif // QT_CONFIG(accessibility)
        self.disc_label.setProperty(u"tone", QCoreApplication.translate("SongForm", u"mute", None))
        self.disc_label.setText(QCoreApplication.translate("SongForm", u"Disc", None))
#if QT_CONFIG(accessibility)
        self.disc.setAccessibleName(QCoreApplication.translate("SongForm", u"Disc", None))
#endif // QT_CONFIG(accessibility)
        self.language_label.setProperty(u"tone", QCoreApplication.translate("SongForm", u"mute", None))
        self.language_label.setText(QCoreApplication.translate("SongForm", u"Language", None))
#if QT_CONFIG(accessibility)
        self.language.setAccessibleName(QCoreApplication.translate("SongForm", u"Language", None))
#endif // QT_CONFIG(accessibility)
        self.genres_label.setProperty(u"tone", QCoreApplication.translate("SongForm", u"mute", None))
        self.genres_label.setText(QCoreApplication.translate("SongForm", u"Genres", None))
#if QT_CONFIG(accessibility)
        self.genres.setAccessibleName(QCoreApplication.translate("SongForm", u"Genres", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.genres.setToolTip(QCoreApplication.translate("SongForm", u"Several with commas between them", None))
#endif // QT_CONFIG(tooltip)
        self.tags_label.setProperty(u"tone", QCoreApplication.translate("SongForm", u"mute", None))
        self.tags_label.setText(QCoreApplication.translate("SongForm", u"Tags", None))
#if QT_CONFIG(accessibility)
        self.tags.setAccessibleName(QCoreApplication.translate("SongForm", u"Tags", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.tags.setToolTip(QCoreApplication.translate("SongForm", u"Several with commas between them", None))
#endif // QT_CONFIG(tooltip)
        self.notes_label.setProperty(u"tone", QCoreApplication.translate("SongForm", u"mute", None))
        self.notes_label.setText(QCoreApplication.translate("SongForm", u"Notes", None))
        self.notes.setProperty(u"kind", QCoreApplication.translate("SongForm", u"notes", None))
#if QT_CONFIG(accessibility)
        self.notes.setAccessibleName(QCoreApplication.translate("SongForm", u"Notes", None))
#endif // QT_CONFIG(accessibility)
        self.cover_label.setProperty(u"tone", QCoreApplication.translate("SongForm", u"mute", None))
        self.cover_label.setText(QCoreApplication.translate("SongForm", u"Cover", None))
        self.song_label.setProperty(u"tone", QCoreApplication.translate("SongForm", u"mute", None))
        self.song_label.setText(QCoreApplication.translate("SongForm", u"Song file", None))
        self.bgm_label.setProperty(u"tone", QCoreApplication.translate("SongForm", u"mute", None))
        self.bgm_label.setText(QCoreApplication.translate("SongForm", u"Music without voice", None))
        self.telugu_label.setProperty(u"tone", QCoreApplication.translate("SongForm", u"mute", None))
        self.telugu_label.setText(QCoreApplication.translate("SongForm", u"Telugu lyrics", None))
        self.english_label.setProperty(u"tone", QCoreApplication.translate("SongForm", u"mute", None))
        self.english_label.setText(QCoreApplication.translate("SongForm", u"English lyrics", None))
        self.delete_song.setText(QCoreApplication.translate("SongForm", u"Delete song\u2026", None))
#if QT_CONFIG(accessibility)
        self.delete_song.setAccessibleName(QCoreApplication.translate("SongForm", u"Delete the song", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.delete_song.setToolTip(QCoreApplication.translate("SongForm", u"Take the song out of the library; that can be undone", None))
#endif // QT_CONFIG(tooltip)
        self.split.setText(QCoreApplication.translate("SongForm", u"Split\u2026", None))
#if QT_CONFIG(accessibility)
        self.split.setAccessibleName(QCoreApplication.translate("SongForm", u"Split the song", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.split.setToolTip(QCoreApplication.translate("SongForm", u"Make two songs of it", None))
#endif // QT_CONFIG(tooltip)
        self.revert.setText(QCoreApplication.translate("SongForm", u"Revert", None))
#if QT_CONFIG(accessibility)
        self.revert.setAccessibleName(QCoreApplication.translate("SongForm", u"Revert what was changed", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.revert.setToolTip(QCoreApplication.translate("SongForm", u"Give up what was changed here and not saved", None))
#endif // QT_CONFIG(tooltip)
        self.save.setText(QCoreApplication.translate("SongForm", u"Save", None))
#if QT_CONFIG(accessibility)
        self.save.setAccessibleName(QCoreApplication.translate("SongForm", u"Save the song", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.save.setToolTip(QCoreApplication.translate("SongForm", u"Save the song  (Ctrl+S)", None))
#endif // QT_CONFIG(tooltip)
        pass
    # retranslateUi
