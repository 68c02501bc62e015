# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'settings.ui'
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
from PySide6.QtWidgets import (QAbstractButton, QApplication, QCheckBox, QComboBox,
    QDialog, QDialogButtonBox, QDoubleSpinBox, QFormLayout,
    QHBoxLayout, QLabel, QLineEdit, QPushButton,
    QSizePolicy, QSpacerItem, QSpinBox, QTabWidget,
    QVBoxLayout, QWidget)
class Ui_SettingsForm(object):
    def setupUi(self, SettingsForm):
        if not SettingsForm.objectName():
            SettingsForm.setObjectName(u"SettingsForm")
        self.column = QVBoxLayout(SettingsForm)
        self.column.setSpacing(14)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(24, 20, 24, 20)
        self.pages = QTabWidget(SettingsForm)
        self.pages.setObjectName(u"pages")
        self.appearance_page = QWidget()
        self.appearance_page.setObjectName(u"appearance_page")
        self.appearance_form = QFormLayout(self.appearance_page)
        self.appearance_form.setObjectName(u"appearance_form")
        self.appearance_form.setHorizontalSpacing(18)
        self.appearance_form.setVerticalSpacing(12)
        self.appearance_form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft|Qt.AlignmentFlag.AlignVCenter)
        self.appearance_form.setContentsMargins(4, 18, 4, -1)
        self.theme_label = QLabel(self.appearance_page)
        self.theme_label.setObjectName(u"theme_label")

        self.appearance_form.setWidget(0, QFormLayout.ItemRole.LabelRole, self.theme_label)

        self.theme = QComboBox(self.appearance_page)
        self.theme.setObjectName(u"theme")
        self.theme.setProperty(u"setting", u"appearance.theme")

        self.appearance_form.setWidget(0, QFormLayout.ItemRole.FieldRole, self.theme)

        self.text_scale_label = QLabel(self.appearance_page)
        self.text_scale_label.setObjectName(u"text_scale_label")

        self.appearance_form.setWidget(1, QFormLayout.ItemRole.LabelRole, self.text_scale_label)

        self.text_scale = QSpinBox(self.appearance_page)
        self.text_scale.setObjectName(u"text_scale")
        self.text_scale.setProperty(u"setting", u"appearance.text_scale")

        self.appearance_form.setWidget(1, QFormLayout.ItemRole.FieldRole, self.text_scale)

        self.less_motion = QCheckBox(self.appearance_page)
        self.less_motion.setObjectName(u"less_motion")
        self.less_motion.setProperty(u"setting", u"appearance.less_motion")

        self.appearance_form.setWidget(2, QFormLayout.ItemRole.SpanningRole, self.less_motion)

        self.pages.addTab(self.appearance_page, "")
        self.words_page = QWidget()
        self.words_page.setObjectName(u"words_page")
        self.words_form = QFormLayout(self.words_page)
        self.words_form.setObjectName(u"words_form")
        self.words_form.setHorizontalSpacing(18)
        self.words_form.setVerticalSpacing(12)
        self.words_form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft|Qt.AlignmentFlag.AlignVCenter)
        self.words_form.setContentsMargins(4, 18, 4, -1)
        self.lyrics_english = QCheckBox(self.words_page)
        self.lyrics_english.setObjectName(u"lyrics_english")
        self.lyrics_english.setProperty(u"setting", u"lyrics.english")

        self.words_form.setWidget(0, QFormLayout.ItemRole.SpanningRole, self.lyrics_english)

        self.lyrics_telugu = QCheckBox(self.words_page)
        self.lyrics_telugu.setObjectName(u"lyrics_telugu")
        self.lyrics_telugu.setProperty(u"setting", u"lyrics.telugu")

        self.words_form.setWidget(1, QFormLayout.ItemRole.SpanningRole, self.lyrics_telugu)

        self.lyrics_romanised = QCheckBox(self.words_page)
        self.lyrics_romanised.setObjectName(u"lyrics_romanised")
        self.lyrics_romanised.setProperty(u"setting", u"lyrics.romanised")

        self.words_form.setWidget(2, QFormLayout.ItemRole.SpanningRole, self.lyrics_romanised)

        self.lyrics_columns = QCheckBox(self.words_page)
        self.lyrics_columns.setObjectName(u"lyrics_columns")
        self.lyrics_columns.setProperty(u"setting", u"lyrics.columns")

        self.words_form.setWidget(3, QFormLayout.ItemRole.SpanningRole, self.lyrics_columns)

        self.lyrics_leading_label = QLabel(self.words_page)
        self.lyrics_leading_label.setObjectName(u"lyrics_leading_label")

        self.words_form.setWidget(4, QFormLayout.ItemRole.LabelRole, self.lyrics_leading_label)

        self.lyrics_leading = QComboBox(self.words_page)
        self.lyrics_leading.setObjectName(u"lyrics_leading")
        self.lyrics_leading.setProperty(u"setting", u"lyrics.leading")

        self.words_form.setWidget(4, QFormLayout.ItemRole.FieldRole, self.lyrics_leading)

        self.lyrics_size_label = QLabel(self.words_page)
        self.lyrics_size_label.setObjectName(u"lyrics_size_label")

        self.words_form.setWidget(5, QFormLayout.ItemRole.LabelRole, self.lyrics_size_label)

        self.lyrics_size = QSpinBox(self.words_page)
        self.lyrics_size.setObjectName(u"lyrics_size")
        self.lyrics_size.setProperty(u"setting", u"lyrics.size")

        self.words_form.setWidget(5, QFormLayout.ItemRole.FieldRole, self.lyrics_size)

        self.lead_ms_label = QLabel(self.words_page)
        self.lead_ms_label.setObjectName(u"lead_ms_label")

        self.words_form.setWidget(6, QFormLayout.ItemRole.LabelRole, self.lead_ms_label)

        self.lead_ms = QSpinBox(self.words_page)
        self.lead_ms.setObjectName(u"lead_ms")
        self.lead_ms.setProperty(u"setting", u"lyrics.lead_ms")

        self.words_form.setWidget(6, QFormLayout.ItemRole.FieldRole, self.lead_ms)

        self.return_after_label = QLabel(self.words_page)
        self.return_after_label.setObjectName(u"return_after_label")

        self.words_form.setWidget(7, QFormLayout.ItemRole.LabelRole, self.return_after_label)

        self.return_after = QSpinBox(self.words_page)
        self.return_after.setObjectName(u"return_after")
        self.return_after.setProperty(u"setting", u"lyrics.return_after_s")

        self.words_form.setWidget(7, QFormLayout.ItemRole.FieldRole, self.return_after)

        self.strip_opacity_label = QLabel(self.words_page)
        self.strip_opacity_label.setObjectName(u"strip_opacity_label")

        self.words_form.setWidget(8, QFormLayout.ItemRole.LabelRole, self.strip_opacity_label)

        self.strip_opacity = QSpinBox(self.words_page)
        self.strip_opacity.setObjectName(u"strip_opacity")
        self.strip_opacity.setProperty(u"setting", u"lyrics.strip_opacity")

        self.words_form.setWidget(8, QFormLayout.ItemRole.FieldRole, self.strip_opacity)

        self.pages.addTab(self.words_page, "")
        self.online_page = QWidget()
        self.online_page.setObjectName(u"online_page")
        self.online_form = QFormLayout(self.online_page)
        self.online_form.setObjectName(u"online_form")
        self.online_form.setHorizontalSpacing(18)
        self.online_form.setVerticalSpacing(12)
        self.online_form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft|Qt.AlignmentFlag.AlignVCenter)
        self.online_form.setContentsMargins(4, 18, 4, -1)
        self.online_words = QCheckBox(self.online_page)
        self.online_words.setObjectName(u"online_words")
        self.online_words.setProperty(u"setting", u"online.words")

        self.online_form.setWidget(0, QFormLayout.ItemRole.SpanningRole, self.online_words)

        self.online_server_label = QLabel(self.online_page)
        self.online_server_label.setObjectName(u"online_server_label")

        self.online_form.setWidget(1, QFormLayout.ItemRole.LabelRole, self.online_server_label)

        self.online_server = QLineEdit(self.online_page)
        self.online_server.setObjectName(u"online_server")
        self.online_server.setProperty(u"setting", u"online.server")

        self.online_form.setWidget(1, QFormLayout.ItemRole.FieldRole, self.online_server)

        self.online_told = QVBoxLayout()
        self.online_told.setObjectName(u"online_told")

        self.online_form.setLayout(2, QFormLayout.ItemRole.FieldRole, self.online_told)

        self.pages.addTab(self.online_page, "")
        self.library_page = QWidget()
        self.library_page.setObjectName(u"library_page")
        self.library_form = QFormLayout(self.library_page)
        self.library_form.setObjectName(u"library_form")
        self.library_form.setHorizontalSpacing(18)
        self.library_form.setVerticalSpacing(12)
        self.library_form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft|Qt.AlignmentFlag.AlignVCenter)
        self.library_form.setContentsMargins(4, 18, 4, -1)
        self.title_sort_label = QLabel(self.library_page)
        self.title_sort_label.setObjectName(u"title_sort_label")

        self.library_form.setWidget(0, QFormLayout.ItemRole.LabelRole, self.title_sort_label)

        self.title_sort = QComboBox(self.library_page)
        self.title_sort.setObjectName(u"title_sort")
        self.title_sort.setProperty(u"setting", u"songs.title_sort")

        self.library_form.setWidget(0, QFormLayout.ItemRole.FieldRole, self.title_sort)

        self.copy_on_import = QCheckBox(self.library_page)
        self.copy_on_import.setObjectName(u"copy_on_import")
        self.copy_on_import.setProperty(u"setting", u"library.copy_on_import")

        self.library_form.setWidget(1, QFormLayout.ItemRole.SpanningRole, self.copy_on_import)

        self.budget_label = QLabel(self.library_page)
        self.budget_label.setObjectName(u"budget_label")

        self.library_form.setWidget(2, QFormLayout.ItemRole.LabelRole, self.budget_label)

        self.budget = QSpinBox(self.library_page)
        self.budget.setObjectName(u"budget")
        self.budget.setProperty(u"setting", u"device.budget_mb")

        self.library_form.setWidget(2, QFormLayout.ItemRole.FieldRole, self.budget)

        self.keep_played = QCheckBox(self.library_page)
        self.keep_played.setObjectName(u"keep_played")
        self.keep_played.setProperty(u"setting", u"device.keep_played")

        self.library_form.setWidget(3, QFormLayout.ItemRole.SpanningRole, self.keep_played)

        self.libraries_row = QHBoxLayout()
        self.libraries_row.setObjectName(u"libraries_row")
        self.libraries = QPushButton(self.library_page)
        self.libraries.setObjectName(u"libraries")

        self.libraries_row.addWidget(self.libraries)

        self.libraries_gap = QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.libraries_row.addItem(self.libraries_gap)


        self.library_form.setLayout(4, QFormLayout.ItemRole.SpanningRole, self.libraries_row)

        self.pages.addTab(self.library_page, "")
        self.playing_page = QWidget()
        self.playing_page.setObjectName(u"playing_page")
        self.playing_form = QFormLayout(self.playing_page)
        self.playing_form.setObjectName(u"playing_form")
        self.playing_form.setHorizontalSpacing(18)
        self.playing_form.setVerticalSpacing(12)
        self.playing_form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft|Qt.AlignmentFlag.AlignVCenter)
        self.playing_form.setContentsMargins(4, 18, 4, -1)
        self.replaygain_label = QLabel(self.playing_page)
        self.replaygain_label.setObjectName(u"replaygain_label")

        self.playing_form.setWidget(0, QFormLayout.ItemRole.LabelRole, self.replaygain_label)

        self.replaygain = QComboBox(self.playing_page)
        self.replaygain.setObjectName(u"replaygain")
        self.replaygain.setProperty(u"setting", u"playback.replaygain")

        self.playing_form.setWidget(0, QFormLayout.ItemRole.FieldRole, self.replaygain)

        self.preamp_label = QLabel(self.playing_page)
        self.preamp_label.setObjectName(u"preamp_label")

        self.playing_form.setWidget(1, QFormLayout.ItemRole.LabelRole, self.preamp_label)

        self.preamp = QDoubleSpinBox(self.playing_page)
        self.preamp.setObjectName(u"preamp")
        self.preamp.setProperty(u"setting", u"playback.replaygain_preamp_db")

        self.playing_form.setWidget(1, QFormLayout.ItemRole.FieldRole, self.preamp)

        self.resume = QCheckBox(self.playing_page)
        self.resume.setObjectName(u"resume")
        self.resume.setProperty(u"setting", u"playback.resume")

        self.playing_form.setWidget(2, QFormLayout.ItemRole.SpanningRole, self.resume)

        self.pages.addTab(self.playing_page, "")
        self.desktop_page = QWidget()
        self.desktop_page.setObjectName(u"desktop_page")
        self.desktop_form = QFormLayout(self.desktop_page)
        self.desktop_form.setObjectName(u"desktop_form")
        self.desktop_form.setHorizontalSpacing(18)
        self.desktop_form.setVerticalSpacing(12)
        self.desktop_form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft|Qt.AlignmentFlag.AlignVCenter)
        self.desktop_form.setContentsMargins(4, 18, 4, -1)
        self.tray = QCheckBox(self.desktop_page)
        self.tray.setObjectName(u"tray")
        self.tray.setProperty(u"setting", u"desktop.tray")

        self.desktop_form.setWidget(0, QFormLayout.ItemRole.SpanningRole, self.tray)

        self.notify = QCheckBox(self.desktop_page)
        self.notify.setObjectName(u"notify")
        self.notify.setProperty(u"setting", u"desktop.notify")

        self.desktop_form.setWidget(1, QFormLayout.ItemRole.SpanningRole, self.notify)

        self.pages.addTab(self.desktop_page, "")

        self.column.addWidget(self.pages)

        self.buttons = QDialogButtonBox(SettingsForm)
        self.buttons.setObjectName(u"buttons")
        self.buttons.setStandardButtons(QDialogButtonBox.StandardButton.Close|QDialogButtonBox.StandardButton.RestoreDefaults)

        self.column.addWidget(self.buttons)

#if QT_CONFIG(shortcut)
        self.theme_label.setBuddy(self.theme)
        self.text_scale_label.setBuddy(self.text_scale)
        self.lyrics_leading_label.setBuddy(self.lyrics_leading)
        self.lyrics_size_label.setBuddy(self.lyrics_size)
        self.lead_ms_label.setBuddy(self.lead_ms)
        self.return_after_label.setBuddy(self.return_after)
        self.strip_opacity_label.setBuddy(self.strip_opacity)
        self.online_server_label.setBuddy(self.online_server)
        self.title_sort_label.setBuddy(self.title_sort)
        self.budget_label.setBuddy(self.budget)
        self.replaygain_label.setBuddy(self.replaygain)
        self.preamp_label.setBuddy(self.preamp)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(SettingsForm)

        self.pages.setCurrentIndex(0)


        QMetaObject.connectSlotsByName(SettingsForm)
    # setupUi

    def retranslateUi(self, SettingsForm):
        SettingsForm.setWindowTitle(QCoreApplication.translate("SettingsForm", u"Settings", None))
#if QT_CONFIG(accessibility)
        self.pages.setAccessibleName(QCoreApplication.translate("SettingsForm", u"Settings", None))
#endif // QT_CONFIG(accessibility)
        self.theme_label.setText(QCoreApplication.translate("SettingsForm", u"Theme", None))
#if QT_CONFIG(accessibility)
        self.theme.setAccessibleName(QCoreApplication.translate("SettingsForm", u"Theme", None))
#endif // QT_CONFIG(accessibility)
        self.text_scale_label.setText(QCoreApplication.translate("SettingsForm", u"Text size", None))
#if QT_CONFIG(accessibility)
        self.text_scale.setAccessibleName(QCoreApplication.translate("SettingsForm", u"Text size", None))
#endif // QT_CONFIG(accessibility)
        self.less_motion.setText(QCoreApplication.translate("SettingsForm", u"Less motion: lists and words jump instead of gliding", None))
        self.pages.setTabText(self.pages.indexOf(self.appearance_page), QCoreApplication.translate("SettingsForm", u"Appearance", None))
        self.lyrics_leading_label.setText(QCoreApplication.translate("SettingsForm", u"First and largest", None))
#if QT_CONFIG(accessibility)
        self.lyrics_leading.setAccessibleName(QCoreApplication.translate("SettingsForm", u"First and largest", None))
#endif // QT_CONFIG(accessibility)
        self.lyrics_size_label.setText(QCoreApplication.translate("SettingsForm", u"Size of the words", None))
#if QT_CONFIG(accessibility)
        self.lyrics_size.setAccessibleName(QCoreApplication.translate("SettingsForm", u"Size of the words", None))
#endif // QT_CONFIG(accessibility)
        self.lead_ms_label.setText(QCoreApplication.translate("SettingsForm", u"Show a line early by", None))
#if QT_CONFIG(accessibility)
        self.lead_ms.setAccessibleName(QCoreApplication.translate("SettingsForm", u"Show a line early by", None))
#endif // QT_CONFIG(accessibility)
        self.return_after_label.setText(QCoreApplication.translate("SettingsForm", u"Return to the sung line after scrolling, within", None))
#if QT_CONFIG(accessibility)
        self.return_after.setAccessibleName(QCoreApplication.translate("SettingsForm", u"Return to the sung line after scrolling, within", None))
#endif // QT_CONFIG(accessibility)
        self.strip_opacity_label.setText(QCoreApplication.translate("SettingsForm", u"Darkness behind the floating words", None))
#if QT_CONFIG(accessibility)
        self.strip_opacity.setAccessibleName(QCoreApplication.translate("SettingsForm", u"Darkness behind the floating words", None))
#endif // QT_CONFIG(accessibility)
        self.pages.setTabText(self.pages.indexOf(self.words_page), QCoreApplication.translate("SettingsForm", u"Words", None))
        self.online_server_label.setText(QCoreApplication.translate("SettingsForm", u"Server of words", None))
#if QT_CONFIG(accessibility)
        self.online_server.setAccessibleName(QCoreApplication.translate("SettingsForm", u"Server of words", None))
#endif // QT_CONFIG(accessibility)
        self.pages.setTabText(self.pages.indexOf(self.online_page), QCoreApplication.translate("SettingsForm", u"Words online", None))
        self.title_sort_label.setText(QCoreApplication.translate("SettingsForm", u"Sort titles by", None))
#if QT_CONFIG(accessibility)
        self.title_sort.setAccessibleName(QCoreApplication.translate("SettingsForm", u"Sort titles by", None))
#endif // QT_CONFIG(accessibility)
        self.copy_on_import.setText(QCoreApplication.translate("SettingsForm", u"Copy music into the library when adding it", None))
        self.budget_label.setText(QCoreApplication.translate("SettingsForm", u"Room for songs of shared libraries", None))
#if QT_CONFIG(accessibility)
        self.budget.setAccessibleName(QCoreApplication.translate("SettingsForm", u"Room for songs of shared libraries", None))
#endif // QT_CONFIG(accessibility)
        self.keep_played.setText(QCoreApplication.translate("SettingsForm", u"Keep everything I play on this device", None))
        self.libraries.setText(QCoreApplication.translate("SettingsForm", u"Libraries\u2026", None))
#if QT_CONFIG(accessibility)
        self.libraries.setAccessibleName(QCoreApplication.translate("SettingsForm", u"Libraries", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(tooltip)
        self.libraries.setToolTip(QCoreApplication.translate("SettingsForm", u"Choose between this device\u2019s own library and shared ones, or connect to one", None))
#endif // QT_CONFIG(tooltip)
        self.pages.setTabText(self.pages.indexOf(self.library_page), QCoreApplication.translate("SettingsForm", u"Library", None))
        self.replaygain_label.setText(QCoreApplication.translate("SettingsForm", u"Even loudness", None))
#if QT_CONFIG(accessibility)
        self.replaygain.setAccessibleName(QCoreApplication.translate("SettingsForm", u"Even loudness", None))
#endif // QT_CONFIG(accessibility)
        self.preamp_label.setText(QCoreApplication.translate("SettingsForm", u"Louder or softer by", None))
#if QT_CONFIG(accessibility)
        self.preamp.setAccessibleName(QCoreApplication.translate("SettingsForm", u"Louder or softer by", None))
#endif // QT_CONFIG(accessibility)
        self.resume.setText(QCoreApplication.translate("SettingsForm", u"Carry on where you stopped when Pluto opens", None))
        self.pages.setTabText(self.pages.indexOf(self.playing_page), QCoreApplication.translate("SettingsForm", u"Playing", None))
        self.tray.setText(QCoreApplication.translate("SettingsForm", u"Keep Pluto in the tray when its window is closed", None))
        self.notify.setText(QCoreApplication.translate("SettingsForm", u"Tell me when the song changes", None))
        self.pages.setTabText(self.pages.indexOf(self.desktop_page), QCoreApplication.translate("SettingsForm", u"Desktop", None))
    # retranslateUi
